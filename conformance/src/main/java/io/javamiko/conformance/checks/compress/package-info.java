/** Checks of the layer {@code compress}: compression (RFC 4253 §6.2). */
package io.javamiko.conformance.checks.compress;
