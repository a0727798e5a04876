/** Of WebGPU, what is used here: the package that has the types is optional. */
export interface Gpu {
  requestAdapter(options: { powerPreference: 'high-performance' }): Promise<GpuAdapter | null>;
}

export interface GpuAdapterInfo {
  vendor: string;
  architecture: string;
  device: string;
  description: string;
  /** True for one that computes on the CPU. */
  isFallbackAdapter?: boolean;
}

export interface GpuAdapter {
  info: GpuAdapterInfo;
  features: ReadonlySet<string>;
  limits: Readonly<Record<string, number>>;
  requestDevice(wanted: {
    requiredFeatures: string[];
    requiredLimits: Record<string, number>;
  }): Promise<GpuDevice>;
}

export interface GpuDevice {
  lost: Promise<{ reason: string; message: string }>;
  addEventListener(
    type: 'uncapturederror',
    listener: (event: { error: { message: string }; preventDefault(): void }) => void,
  ): void;
  destroy(): void;
}

/** What the package `webgpu` exports. */
export interface WebGpuPackage {
  create(options: string[]): Gpu;
  globals: Readonly<Record<string, unknown>>;
}
