export function measure(root: string, external?: string[], entry?: string): Promise<number>;
