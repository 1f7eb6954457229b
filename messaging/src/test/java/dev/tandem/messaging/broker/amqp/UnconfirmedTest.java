package dev.tandem.messaging.broker.amqp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.messaging.broker.BrokerUnavailable;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import org.junit.jupiter.api.Test;

final class UnconfirmedTest {

    private final Unconfirmed unconfirmed = new Unconfirmed(0);

    @Test
    void a_confirm_that_does_not_come_fails_its_message_alone_while_others_come() {
        Future<Void> overdue = publish(1, 100);
        Future<Void> recent = publish(2, 200);
        Future<Void> confirmed = publish(3, 200);
        unconfirmed.answered(3, false, true, 201);

        assertThat(unconfirmed.expire(101)).isFalse();

        assertThat(overdue.cause()).isInstanceOf(BrokerUnavailable.class);
        assertThat(recent.isComplete()).isFalse();
        assertThat(confirmed.succeeded()).isTrue();
        assertThat(unconfirmed.expire(101)).isFalse();
    }

    @Test
    void where_nothing_is_heard_the_connection_is_in_doubt() {
        Future<Void> answered = publish(1, 100);
        unconfirmed.answered(1, false, true, 150);
        Future<Void> overdue = publish(2, 200);

        assertThat(unconfirmed.expire(150)).isFalse();
        assertThat(unconfirmed.expire(201)).isTrue();

        assertThat(answered.succeeded()).isTrue();
        assertThat(overdue.isComplete()).isFalse();
        unconfirmed.failAll(new BrokerUnavailable("gone"));
        assertThat(overdue.failed()).isTrue();
    }

    @Test
    void one_answer_may_be_for_many() {
        Future<Void> first = publish(1, 100);
        Future<Void> second = publish(2, 100);
        Future<Void> third = publish(3, 100);

        unconfirmed.answered(2, true, true, 101);
        unconfirmed.answered(3, false, false, 102);

        assertThat(first.succeeded()).isTrue();
        assertThat(second.succeeded()).isTrue();
        assertThat(third.cause()).hasMessage("The broker refused the message");
    }

    @Test
    void an_answer_that_comes_too_late_is_passed_over() {
        Future<Void> overdue = publish(1, 100);
        publish(2, 100);
        unconfirmed.answered(2, false, true, 101);
        unconfirmed.expire(200);

        unconfirmed.answered(1, false, true, 300);

        assertThat(overdue.failed()).isTrue();
    }

    private Future<Void> publish(long tag, long now) {
        Promise<Void> confirmed = Promise.promise();
        unconfirmed.add(tag, confirmed, now);
        return confirmed.future();
    }
}
