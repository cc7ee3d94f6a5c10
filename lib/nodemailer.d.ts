// The package has no types. This file declares the part that is used here.
declare module 'nodemailer' {
  type Mail = {
    to: { name: string; address: string };
    from: string;
    subject: string;
    text: string;
    html: string;
  };
  type Options = {
    url: string;
    connectionTimeout: number;
    greetingTimeout: number;
    socketTimeout: number;
    dnsTimeout: number;
  };
  export type Transport = {
    sendMail: (mail: Mail) => Promise<unknown>;
    verify: () => Promise<unknown>;
    close: () => void;
  };
  export function createTransport(options: Options): Transport;
}
