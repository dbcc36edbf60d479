package io.javamiko.keys.lists;

import io.javamiko.SSHException;

/** A line can't be read; the list turns it into a {@link LineWarning}. */
final class MalformedLineException extends SSHException {
    private static final long serialVersionUID = 1L;

    MalformedLineException(String problem) {
        super(problem);
    }
}
