package io.javamiko.client;

import io.javamiko.SSHException;
import java.util.List;

/** No TCP connection could be made; {@link #getSuppressed()} tells of each address that was tried. */
public final class ConnectException extends SSHException {
    private static final long serialVersionUID = 1L;

    ConnectException(String message, List<? extends Throwable> causes) {
        super(message, causes.isEmpty() ? null : causes.get(0));
        causes.stream().skip(1).forEach(this::addSuppressed);
    }
}
