package io.javamiko.interop.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.javamiko.keys.files.KeyCosts;
import io.javamiko.keys.files.KeyFiles;
import io.javamiko.transport.Limits;
import io.javamiko.transport.Role;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** docs/limits.md says what the code does. */
class LimitsPageTest {
    @Test
    void pageHasEveryOptionWithItsDefault() throws Exception {
        var page = Files.readString(Library.ROOT.resolve("docs/limits.md"));
        var missing = new ArrayList<String>();
        for (var option : options()) {
            for (var row : rows(option)) {
                if (!page.contains(row)) {
                    missing.add(row);
                }
            }
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void pageHasTheFixedOnes() throws Exception {
        assertThat(Files.readString(Library.ROOT.resolve("docs/limits.md")).replaceAll("\\s+", " "))
                .contains("%,d bytes before authentication".formatted(Limits.PACKET_BEFORE_AUTH))
                .contains("at most %d bytes".formatted(Limits.IDENTIFICATION_LINE))
                .contains("at most %,d lines of %,d bytes"
                        .formatted(Limits.LINES_BEFORE_IDENTIFICATION, Limits.LINE_BEFORE_IDENTIFICATION));
    }

    @Test
    void pageHasWhatKeyFilesMayCost() throws Exception {
        assertThat(Files.readString(Library.ROOT.resolve("docs/limits.md")))
                .contains("| bcrypt, rounds | %,d |".formatted(KeyCosts.BCRYPT_ROUNDS))
                .contains("| PBKDF2 and PBES1, iterations | %,d |".formatted(KeyCosts.PBKDF2_ITERATIONS))
                .contains("| scrypt, memory (128·N·r) | %d MiB |".formatted(KeyCosts.SCRYPT_MEMORY >> 20))
                .contains("| scrypt, work (N·r·p) | 2%s |"
                        .formatted(superscript(Long.numberOfTrailingZeros(KeyCosts.SCRYPT_WORK))))
                .contains("| Argon2, memory | %d MiB |".formatted(KeyCosts.ARGON2_MEMORY >> 10))
                .contains("| Argon2, memory times passes | %d GiB |".formatted(KeyCosts.ARGON2_WORK >> 20))
                .contains("| Argon2, lanes | %d |".formatted(KeyCosts.ARGON2_PARALLELISM))
                .contains("| salt | %,d bytes |".formatted(KeyCosts.SALT))
                .contains("| file | %d MiB |".formatted(KeyFiles.MAX_FILE >> 20));
    }

    private static List<Method> options() {
        return Arrays.stream(Limits.class.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()) && !Modifier.isStatic(method.getModifiers()))
                .filter(method -> !method.getName().equals("with"))
                .toList();
    }

    private static List<String> rows(Method option) throws ReflectiveOperationException {
        if (option.getParameterCount() == 0) {
            return List.of("| `%s` | %s |".formatted(option.getName(), inWords(option, option.invoke(Limits.DEFAULT))));
        }
        var rows = new ArrayList<String>();
        for (var role : Role.values()) {
            rows.add("| `%s` of a %s | %s |"
                    .formatted(
                            option.getName(),
                            role.name().toLowerCase(Locale.ROOT),
                            inWords(option, option.invoke(Limits.DEFAULT, role))));
        }
        return rows;
    }

    private static String inWords(Method option, Object value) {
        if (value instanceof Duration length) {
            return length.toSeconds() % 3600 == 0 ? length.toHours() + " h" : length.toSeconds() + " s";
        }
        long number = ((Number) value).longValue();
        if (option.getName().endsWith("Packets")) {
            return "2" + superscript(Long.numberOfTrailingZeros(number));
        }
        if (number >= 1L << 30 && number % (1L << 30) == 0) {
            return (number >> 30) + " GiB";
        }
        if (number >= 1 << 20 && number % (1 << 20) == 0) {
            return (number >> 20) + " MiB";
        }
        return number >= 32 << 10 && number % (1 << 10) == 0 ? (number >> 10) + " KiB" : "%,d".formatted(number);
    }

    private static String superscript(int number) {
        var digits = new StringBuilder();
        Integer.toString(number).chars().forEach(digit -> digits.append("⁰¹²³⁴⁵⁶⁷⁸⁹".charAt(digit - '0')));
        return digits.toString();
    }
}
