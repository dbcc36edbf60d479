/** Checks of the layer {@code kexinit}: KEXINIT and algorithm negotiation (RFC 4253 §7.1). */
package io.javamiko.conformance.checks.kexinit;
