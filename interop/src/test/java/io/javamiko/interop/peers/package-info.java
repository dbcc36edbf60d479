/** Peers other than OpenSSH: Java's own, for what OpenSSH 9.2 does not have. */
package io.javamiko.interop.peers;
