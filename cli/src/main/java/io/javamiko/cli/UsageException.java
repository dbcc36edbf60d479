package io.javamiko.cli;

/** The command line asks for something that can't be; its message is the one line that the user reads. */
final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }
}
