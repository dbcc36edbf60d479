/**
 * The rules of ARCHITECTURE.md and CONTRIBUTING.md that a machine can hold: who may know whom, who may touch the world,
 * what the modules export.
 */
package io.javamiko.interop.architecture;
