export function cleanEnv(own?: Record<string, string>): Record<string, string>;
