/*
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     http://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.github.flinkkvs.emulator.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.Test;

import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

class RequestDeadlineTest {
    private final RequestDeadline deadline = new RequestDeadline();
    private final EmbeddedChannel channel = new EmbeddedChannel(deadline);

    @Test
    void aRequestThatDoesNotBecomeWholeEndsItsConnection() {
        send();
        pass(RequestDeadline.SECONDS - 1);
        send();
        assertThat(channel.isOpen()).isTrue();

        pass(2);

        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void eachRequestHasItsOwnTimeAndBetweenThemThereIsNone() {
        send();
        deadline.met();
        pass(2 * RequestDeadline.SECONDS);
        send();
        pass(RequestDeadline.SECONDS - 1);

        assertThat(channel.isOpen()).isTrue();
    }

    @Test
    void mediaMayTakeTheirTime() {
        send();
        deadline.lift();
        send();
        pass(2 * RequestDeadline.SECONDS);

        assertThat(channel.isOpen()).isTrue();
    }

    private void send() {
        channel.writeInbound(Unpooled.wrappedBuffer(new byte[1]));
    }

    private void pass(int seconds) {
        channel.advanceTimeBy(seconds, TimeUnit.SECONDS);
        channel.runScheduledPendingTasks();
    }
}
