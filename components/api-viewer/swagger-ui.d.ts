/** The part of Swagger UI that is used; the package has no types. */
declare module 'swagger-ui-dist/swagger-ui-es-bundle.js' {
  type Options = {
    domNode: HTMLElement;
    /** An OpenAPI document. */
    spec: object;
    docExpansion: 'list' | 'full' | 'none';
    defaultModelsExpandDepth: number;
    deepLinking: boolean;
    displayRequestDuration: boolean;
    /** Null disables validation by an external service. */
    validatorUrl: string | null;
    onComplete: () => void;
  };
  export default function SwaggerUI(options: Options): unknown;
}
