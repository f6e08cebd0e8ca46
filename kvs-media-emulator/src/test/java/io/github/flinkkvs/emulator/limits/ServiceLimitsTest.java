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

package io.github.flinkkvs.emulator.limits;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ServiceLimitsTest {
    @ParameterizedTest
    @CsvSource({
        "streams, 10000",
        "create-stream-account-calls, 50",
        "describe-stream-account-calls, 300",
        "describe-stream-calls, 5",
        "get-data-endpoint-account-calls, 300",
        "list-streams-account-calls, 50",
        "update-data-retention-calls, 5",
        "get-media-calls, 5",
        "get-media-connections, 3",
        "get-media-bytes, 25000000",
        "put-media-connections, 1",
        "put-media-bytes, 12500000",
        "list-fragments-calls, 5",
        "get-media-for-fragment-list-connections, 5",
        "get-media-for-fragment-list-bytes, 25000000"
    })
    void theServiceAllowsWhatItsDocumentsSay(String name, long value) {
        assertThat(ServiceLimits.service().of(Limit.named(name).orElseThrow())).hasValue(value);
    }

    @ParameterizedTest
    @EnumSource(Limit.class)
    void eachLimitCanBeTakenAwayAloneByItsName(Limit limit) {
        ServiceLimits limits = ServiceLimits.service().withSetting(limit.optionName() + "=off");

        assertThat(limits.of(limit)).isEmpty();
        assertThat(limits.with(limit, limit.serviceValue())).isEqualTo(ServiceLimits.service());
    }

    @ParameterizedTest
    @EnumSource(Limit.class)
    void eachLimitCanBeSetAloneByItsName(Limit limit) {
        ServiceLimits limits = ServiceLimits.none().withSetting(limit.optionName() + "=7");

        assertThat(limits).isEqualTo(ServiceLimits.none().with(limit, 7));
        assertThat(limits.of(limit)).hasValue(7);
        assertThat(limits.without(limit)).isEqualTo(ServiceLimits.none());
    }

    @Test
    void changingLimitsLeavesTheOldOnesAsTheyWere() {
        ServiceLimits service = ServiceLimits.service();
        service.with(Limit.STREAMS, 1);
        service.without(Limit.GET_MEDIA_CALLS);

        assertThat(service).isEqualTo(ServiceLimits.service());
    }

    @Test
    void anUnknownLimitIsAnsweredWithTheNamesThatThereAre() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ServiceLimits.service().withSetting("get-media-conections=4"))
                .withMessageContaining("no limit 'get-media-conections'")
                .withMessageContaining("get-media-connections, ")
                .withMessageContaining("streams, create-stream-account-calls");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ten", "", "1.5", "99999999999999999999"})
    void aValueThatIsNoNumberIsSaidSo(String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ServiceLimits.service().withSetting("streams=" + value))
                .withMessage("streams must be a whole number or off: '%s'", value);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1})
    void aValueBelowOneIsRefused(long value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ServiceLimits.service().with(Limit.GET_MEDIA_BYTES, value))
                .withMessage("get-media-bytes must be at least 1, or off: %d", value);
    }

    @Test
    void aSettingWithoutAValueIsSaidSo() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ServiceLimits.service().withSetting("streams"))
                .withMessage("A limit is set as name=number or name=off, not as 'streams'");
    }

    @Test
    void theTextOfLimitsIsTheirSettings() {
        ServiceLimits limits = ServiceLimits.service().with(Limit.STREAMS, 4);
        ServiceLimits read = ServiceLimits.none();
        for (String setting : limits.without(Limit.GET_MEDIA_CALLS).toString().split(", ", -1)) {
            read = read.withSetting(setting);
        }

        assertThat(read).isEqualTo(limits.without(Limit.GET_MEDIA_CALLS));
    }

    @Test
    void aStreamTooManyIsRefusedAsTheServiceDoes() {
        ServiceLimits limits = ServiceLimits.service().with(Limit.STREAMS, 2);

        assertThat(limits.admitStream(1)).isEmpty();
        assertThat(limits.without(Limit.STREAMS).admitStream(1_000_000)).isEmpty();
        assertThat(limits.admitStream(2))
                .hasValue(
                        new Refusal(
                                Limit.STREAMS,
                                2,
                                400,
                                "AccountStreamLimitExceededException",
                                "The number of streams created for the account is too high."
                                        + " Allowed: 2 streams of the account (streams)"));
    }
}
