/** Checks of the layer {@code disconnect}: the end of a connection (RFC 4253 §11.1). */
package io.javamiko.conformance.checks.disconnect;
