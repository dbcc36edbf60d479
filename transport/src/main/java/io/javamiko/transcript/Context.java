package io.javamiko.transcript;

import static io.javamiko.transport.MessageNumbers.FIRST_OF_AUTH_METHOD;
import static io.javamiko.transport.MessageNumbers.FIRST_OF_KEX_METHOD;
import static io.javamiko.transport.MessageNumbers.LAST_OF_AUTH_METHOD;
import static io.javamiko.transport.MessageNumbers.LAST_OF_KEX_METHOD;

import io.javamiko.crypto.KexAlgorithm;
import io.javamiko.crypto.KexAlgorithms;
import io.javamiko.transport.KexInit;
import io.javamiko.transport.Role;
import java.util.List;
import java.util.Optional;

/** What the messages so far say of those to come: which methods the numbers 30–49 and 60–79 belong to. Not thread-safe. */
final class Context {
    private List<String> clientKex = List.of();
    private List<String> serverKex = List.of();
    private String method = ""; // of authentication

    void kexInit(Role sender, KexInit message) {
        if (sender == Role.CLIENT) {
            clientKex = message.kexAlgorithms();
        } else {
            serverKex = message.kexAlgorithms();
        }
    }

    void noKex() {
        clientKex = List.of();
        serverKex = List.of();
    }

    /** Authentication by this method runs now; returns it. */
    String method(String name) {
        method = name;
        return name;
    }

    boolean isInteractive() {
        return method.equals("keyboard-interactive");
    }

    Layout layout(int number) {
        if (number >= FIRST_OF_KEX_METHOD && number <= LAST_OF_KEX_METHOD) {
            return kex().map(family -> Layouts.ofKex(family, number)).orElseGet(() -> Layouts.of(number));
        }
        return number >= FIRST_OF_AUTH_METHOD && number <= LAST_OF_AUTH_METHOD
                ? Layouts.ofAuth(method, number)
                : Layouts.of(number);
    }

    /** RFC 4253 §7.1: the first method of the client's that the server has too. */
    private Optional<KexAlgorithm.Family> kex() {
        return clientKex.stream()
                .filter(serverKex::contains)
                .findFirst()
                .flatMap(KexAlgorithms::named)
                .map(KexAlgorithm::family);
    }
}
