/**
 * What key files look like: containers, encryption, and how they are written.
 *
 * <p>Start at {@link io.javamiko.keys.files.KeyFiles}. A format turns a file into {@link io.javamiko.keys.files.KeyFileContents}
 * and back: the private key in the one encoding that agents and OpenSSH share. What that means is the matter of
 * {@link io.javamiko.keys.SSHKeyPair}. Errors are {@link io.javamiko.keys.files.KeyFileException}s. Layer API: save for that
 * exception, it may change in a minor version.
 */
package io.javamiko.keys.files;
