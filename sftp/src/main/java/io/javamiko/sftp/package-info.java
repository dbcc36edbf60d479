/**
 * SFTP version 3 (draft-ietf-secsh-filexfer-02) with OpenSSH's extensions (OpenSSH PROTOCOL §4), over any pair of streams.
 *
 * <p>Start at {@link io.javamiko.sftp.SFTPClient}; the server is in {@code io.javamiko.sftp.server}. Messages:
 * {@link io.javamiko.sftp.SFTPRequest}, {@link io.javamiko.sftp.SFTPReply}, {@link io.javamiko.sftp.SFTPExtension}.
 * A client's packets: {@code Session}. Bulk: {@code Pipeline}, {@code FlightWindow}, {@code Download}, {@code Upload}.
 *
 * <p>Knows the wire data types and nothing of SSH.
 */
package io.javamiko.sftp;
