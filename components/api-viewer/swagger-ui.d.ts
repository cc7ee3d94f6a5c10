/** The part of Swagger UI that is used; its package has no types of its own. */
declare module 'swagger-ui-dist/swagger-ui-es-bundle.js' {
  type Options = {
    domNode: HTMLElement;
    /** An OpenAPI document. */
    spec: object;
    docExpansion: 'list' | 'full' | 'none';
    defaultModelsExpandDepth: number;
    deepLinking: boolean;
    displayRequestDuration: boolean;
    /** Null asks nobody whether the document is valid. */
    validatorUrl: string | null;
    onComplete: () => void;
  };
  export default function SwaggerUI(options: Options): unknown;
}
