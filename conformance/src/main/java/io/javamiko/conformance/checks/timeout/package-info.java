/** Checks of the layer {@code timeout}: deadlines of the target. */
package io.javamiko.conformance.checks.timeout;
