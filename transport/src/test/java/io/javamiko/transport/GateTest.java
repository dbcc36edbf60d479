package io.javamiko.transport;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GateTest {
    private final Gate gate = new Gate(Role.SERVER);

    @Test
    void aConnectionGoesThroughItsPhases() {
        assertThat(gate.phase()).isEqualTo(Phase.BEFORE_KEXINIT);
        gate.receive(MessageNumbers.KEXINIT);
        assertThat(gate.phase()).isEqualTo(Phase.KEX);
        assertThat(gate.isInKex()).isTrue();
        gate.strict();
        assertThat(gate.phase()).isEqualTo(Phase.FIRST_KEX_STRICT);
        assertThat(gate.isInKex()).isTrue();
        gate.receive(MessageNumbers.NEWKEYS);
        assertThat(gate.phase()).isEqualTo(Phase.BEFORE_SERVICE);
        gate.serviceAccepted();
        assertThat(gate.phase()).isEqualTo(Phase.BEFORE_AUTH);
        gate.authenticated();
        assertThat(gate.phase()).isEqualTo(Phase.AFTER_AUTH);
        assertThat(gate.isInKex()).isFalse();
    }

    @Test
    void aLaterExchangeLeadsBackToWhereItBegan() {
        firstExchange();
        gate.serviceAccepted();
        gate.receive(MessageNumbers.KEXINIT);
        assertThat(gate.phase()).isEqualTo(Phase.KEX);
        gate.receive(MessageNumbers.NEWKEYS);
        assertThat(gate.phase()).isEqualTo(Phase.BEFORE_AUTH);
    }

    @Test
    void whatHappensMeanwhileCountsAfterTheExchange() {
        firstExchange();
        gate.serviceAccepted();
        gate.receive(MessageNumbers.KEXINIT);
        gate.authenticated();
        assertThat(gate.phase()).isEqualTo(Phase.KEX);
        gate.receive(MessageNumbers.NEWKEYS);
        assertThat(gate.phase()).isEqualTo(Phase.AFTER_AUTH);
    }

    @Test
    void aLaterExchangeIsNotStrict() {
        firstExchange();
        gate.receive(MessageNumbers.KEXINIT);
        gate.strict();
        assertThat(gate.phase()).isEqualTo(Phase.KEX);
    }

    @Test
    void whoOffersStrictSendsNothingThatItForbidsBeforeItIsKnown() {
        gate.strict();
        assertThat(gate.phase()).isEqualTo(Phase.BEFORE_KEXINIT);
        gate.passed(MessageNumbers.KEXINIT);
        assertThat(gate.maySend(MessageNumbers.IGNORE)).isFalse();
        gate.passed(MessageNumbers.NEWKEYS);
        assertThat(gate.maySend(MessageNumbers.IGNORE)).isTrue();
    }

    @Test
    void ifThePeerDoesNotSpeakStrictTheOldRulesHold() {
        gate.strict();
        gate.passed(MessageNumbers.KEXINIT);
        gate.notStrict();
        assertThat(gate.maySend(MessageNumbers.UNIMPLEMENTED)).isTrue();
        assertThat(gate.maySend(MessageNumbers.SERVICE_ACCEPT)).isFalse();
    }

    @Test
    void authenticationCanNotBeSkipped() {
        firstExchange();
        gate.authenticated();
        assertThat(gate.phase()).isEqualTo(Phase.BEFORE_SERVICE);
    }

    @Test
    void aRefusedMessageMovesNothing() {
        assertThat(gate.receive(MessageNumbers.NEWKEYS)).isEqualTo(Verdict.FATAL);
        assertThat(gate.phase()).isEqualTo(Phase.BEFORE_KEXINIT);
    }

    @Test
    void noPeerCanTalkForEverBeforeItHasKeys() {
        for (int i = 0; i < Gate.MESSAGES_BEFORE_KEYS; i++) {
            assertThat(gate.receive(MessageNumbers.IGNORE)).isEqualTo(Verdict.HANDLE);
        }
        assertThat(gate.receive(MessageNumbers.IGNORE)).isEqualTo(Verdict.FATAL);
        assertThat(gate.receive(MessageNumbers.KEXINIT)).isEqualTo(Verdict.FATAL);
    }

    @Test
    void afterTheKeysThereIsNoSuchLimit() {
        firstExchange();
        for (int i = 0; i < 2 * Gate.MESSAGES_BEFORE_KEYS; i++) {
            assertThat(gate.receive(MessageNumbers.IGNORE)).isEqualTo(Verdict.HANDLE);
        }
    }

    private void firstExchange() {
        gate.receive(MessageNumbers.KEXINIT);
        gate.receive(MessageNumbers.NEWKEYS);
    }
}
