// The package has no types. This file declares the part that is used here.
declare module 'nodemailer/lib/smtp-transport' {
  import type { Socket } from 'node:net';

  namespace SmtpTransport {
    type Target = { host?: string; port?: number; secure?: boolean };
    type Done = (error: Error | null, made?: { connection: Socket }) => void;
    type Settings = Target & {
      auth?: { user: string; pass: string };
      tls?: Record<string, string | number | boolean>;
    };
    type Options = Settings & {
      getSocket: (target: Target, done: Done) => void;
      connectionTimeout: number;
      greetingTimeout: number;
      socketTimeout: number;
    };
  }

  class SmtpTransport {
    constructor(options: SmtpTransport.Options);
  }
  export default SmtpTransport;
}

declare module 'nodemailer' {
  import type SmtpTransport from 'nodemailer/lib/smtp-transport';

  type Mail = {
    to: { name: string; address: string };
    from: string;
    subject: string;
    text: string;
    html: string;
  };
  export type Transport = {
    sendMail: (mail: Mail) => Promise<unknown>;
    verify: () => Promise<unknown>;
  };
  export function createTransport(transport: SmtpTransport): Transport;
}
