/**
 * Both roles against real peers: OpenSSH above all, in {@code peers} what OpenSSH 9.2 lacks. Classes end in {@code IT}; the
 * tag {@code peers} is on all that need a program from outside, {@code full} on what is too long for every commit.
 */
package io.javamiko.interop;
