/** Checks of the layer {@code hostkey}: host keys and their signatures (RFC 4253 §6.6, §8). */
package io.javamiko.conformance.checks.hostkey;
