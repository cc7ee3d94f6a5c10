// The package has no types. This file declares the part that is used here.
declare module 'nodemailer' {
  type Mail = {
    to: { name: string; address: string };
    from: string;
    subject: string;
    text: string;
    html: string;
  };
  export function createTransport(server: string): { sendMail: (mail: Mail) => Promise<unknown> };
}
