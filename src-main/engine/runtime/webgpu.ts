import { createRequire } from 'node:module';
import type * as Webgpu from '@tensorflow/tfjs-backend-webgpu';
import * as tf from '@tensorflow/tfjs-core';
import { PortraitError } from '#shared/errors/index.ts';
import { registerGradients } from './gradients.ts';
import type { Runtime } from './runtime.ts';

/**
 * tfjs on any vendor's GPU, through Dawn in this process.
 * @throws PortraitError `engine_device_missing` where there is no adapter or it gives no device
 */
export async function startWebgpu(): Promise<Runtime> {
  const { adapter, keep } = await requestAdapter();
  const require = createRequire(import.meta.url);
  const backend = require('@tensorflow/tfjs-backend-webgpu') as typeof Webgpu;
  const device = await adapter.requestDevice({ requiredLimits: limitsOf(adapter) });
  if (tf.findBackendFactory('webgpu')) tf.removeBackend('webgpu');
  tf.registerBackend('webgpu', () => new backend.WebGPUBackend(device, adapter.info));
  if (!(await tf.setBackend('webgpu'))) throw missing('the webgpu backend did not start');
  await tf.ready();
  registerGradients();
  // Dawn's instance must outlive its devices.
  kept.push(keep);
  return {
    name: 'webgpu',
    device: [adapter.info.vendor, adapter.info.description || adapter.info.device]
      .filter(Boolean)
      .join(' '),
    native: null,
    threads: 1,
    oneDnn: false,
    versions: { tfjs: tf.version_core },
    lost: device.lost.then(({ message, reason }) => message || reason || 'unknown'),
  };
}

const kept: object[] = [];

/** Whether a GPU that is not a piece of software is there. */
export async function hasHardwareGpu(): Promise<boolean> {
  try {
    const { adapter } = await requestAdapter();
    return !isSoftware(adapter);
  } catch {
    // No adapter and no driver mean the same here; choosing gpu by hand tells the reason.
    return false;
  }
}

function isSoftware(adapter: GPUAdapter): boolean {
  const { vendor, architecture, device, description } = adapter.info;
  return /swiftshader|llvmpipe|lavapipe|software|basic render/i.test(
    [vendor, architecture, device, description].join(' '),
  );
}

async function requestAdapter(): Promise<{ adapter: GPUAdapter; keep: object }> {
  try {
    const { create, globals } = await import('webgpu');
    Object.assign(globalThis, globals);
    const gpu = create([]);
    // tfjs takes the presence of this property for the support it needs.
    Object.defineProperty(navigator, 'gpu', { value: gpu, configurable: true });
    const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
    if (adapter) return { adapter, keep: gpu };
  } catch (thrown) {
    throw missing(thrown instanceof Error ? thrown.message : String(thrown));
  }
  throw missing('no graphics driver with Vulkan, Metal or Direct3D 12 answered');
}

/** All an adapter can do of what tfjs asks for: the defaults are small. */
function limitsOf(adapter: GPUAdapter): Record<string, number> {
  const { limits } = adapter;
  return {
    maxComputeWorkgroupStorageSize: limits.maxComputeWorkgroupStorageSize,
    maxComputeWorkgroupsPerDimension: limits.maxComputeWorkgroupsPerDimension,
    maxStorageBufferBindingSize: limits.maxStorageBufferBindingSize,
    maxBufferSize: limits.maxBufferSize,
    maxComputeWorkgroupSizeX: limits.maxComputeWorkgroupSizeX,
    maxComputeInvocationsPerWorkgroup: limits.maxComputeInvocationsPerWorkgroup,
  };
}

function missing(detail: string): PortraitError {
  return new PortraitError('engine_device_missing', { device: 'GPU', detail });
}
