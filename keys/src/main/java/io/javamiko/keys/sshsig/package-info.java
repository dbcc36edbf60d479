/**
 * Signatures of files and other messages by SSH keys (OpenSSH PROTOCOL.sshsig).
 *
 * <p>Start at {@link io.javamiko.keys.sshsig.SSHSignature}; who may sign for whom is in
 * {@link io.javamiko.keys.lists.AllowedSigners}. §1 {@code Armor}, §2 and §3 {@code SSHSignature}.
 *
 * <p>Knows keys, lists and bytes; reads no clock and no file of its own.
 */
package io.javamiko.keys.sshsig;
