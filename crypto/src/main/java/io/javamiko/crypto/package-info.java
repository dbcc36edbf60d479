/**
 * The algorithm tables, and the only door to the Java Cryptography Architecture.
 *
 * <p>Start at {@link io.javamiko.crypto.KexAlgorithms}, {@link io.javamiko.crypto.CipherAlgorithms} and
 * {@link io.javamiko.crypto.MACAlgorithms}: one line an algorithm, in order of preference. {@link io.javamiko.crypto.JCA}
 * alone asks a provider for an implementation; what is faster in Bouncy Castle is called there by its classes.
 */
package io.javamiko.crypto;
