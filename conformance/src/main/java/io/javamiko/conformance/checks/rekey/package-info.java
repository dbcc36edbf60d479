/** Checks of the layer {@code rekey}: later key exchanges (RFC 4253 §9). */
package io.javamiko.conformance.checks.rekey;
