/** Checks of the layer {@code kexorder}: what may be sent during a key exchange (RFC 4253 §7.1). */
package io.javamiko.conformance.checks.kexorder;
