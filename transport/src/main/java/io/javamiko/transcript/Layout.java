package io.javamiko.transcript;

/**
 * How a message is shown.
 *
 * @param name its RFC's, without {@code SSH_MSG_}
 * @param fields as {@link FieldText} reads them; those that depend on others are missing
 */
record Layout(String name, String fields) {}
