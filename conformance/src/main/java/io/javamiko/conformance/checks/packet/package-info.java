/** Checks of the layer {@code packet}: binary packets, their protection, and messages that may come at any time (RFC 4253 §6, §11). */
package io.javamiko.conformance.checks.packet;
