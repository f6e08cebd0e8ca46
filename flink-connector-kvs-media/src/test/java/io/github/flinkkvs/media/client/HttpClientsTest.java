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

package io.github.flinkkvs.media.client;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.File;
import java.lang.reflect.Constructor;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What each of the HTTP clients that can be chosen owes its sessions. */
class HttpClientsTest extends SessionFixture {

    private static final long MEGABYTE = 1L << 20;

    @ParameterizedTest
    @ValueSource(strings = {"netty", "crt"})
    void allBytesComeAndThenTheEnd(String http) {
        service()
                .script(
                        "/getMedia",
                        Answers.endedMedia("m".repeat(2_000_000), "n".repeat(1_000_000)));
        try (SdkKvsMediaClient client = newClient(Map.of(AwsOptions.HTTP_CLIENT, http))) {
            client.openSession(stream, SessionStart.now(), listener()).request(PLENTY);

            assertThat(listener().ended())
                    .succeedsWithin(SOON)
                    .isInstanceOf(SessionEnd.Finished.class);
            assertThat(listener().bytes()).hasSize(3_000_000);
        }
    }

    /** Netty by itself cuts what it has read into pieces of 8 KB. */
    @Test
    void whatOneReadHasBroughtComesInOnePiece() {
        service().script("/getMedia", Answers.endedMedia("m".repeat(2_000_000)));
        try (SdkKvsMediaClient client = newClient(Map.of(AwsOptions.HTTP_CLIENT, "netty"))) {
            client.openSession(stream, SessionStart.now(), listener()).request(PLENTY);

            assertThat(listener().ended()).succeedsWithin(SOON);
            assertThat(listener().bytes()).hasSize(2_000_000);
            assertThat(listener().largestBuffer())
                    .isGreaterThan(16 << 10)
                    .isLessThanOrEqualTo(LargerPieces.MAX_BYTES);
        }
    }

    @ParameterizedTest
    @CsvSource({
        // The server's own system holds up to 4 MB.
        "netty, 6",
        // Here the receiving system, too, holds what it thinks best, beside the client's window.
        "crt, 48"
    })
    void aSessionThatIsNotReadAnyMoreLetsTheServerPushButLittle(String http, int megabytes)
            throws InterruptedException {
        AtomicLong pushed = new AtomicLong();
        service().script("/getMedia", Answers.flood(1L << 40, pushed));
        try (SdkKvsMediaClient client = newClient(Map.of(AwsOptions.HTTP_CLIENT, http))) {
            MediaSession session = client.openSession(stream, SessionStart.now(), listener());
            session.request(400);
            assertThat(listener().tookBuffers(400, SOON.toMillis())).isTrue();

            assertThat(settled(pushed) - listener().bytes().length)
                    .isLessThan(megabytes * MEGABYTE);
        }
    }

    @Test
    void aClientThatIsNotOnTheClassPathIsNamedWithWhatToDo() throws Exception {
        try (URLClassLoader withoutCrt = new WithoutCrt()) {
            Class<?> options = withoutCrt.loadClass(AwsOptions.class.getName());
            Object crt =
                    options.getMethod("of", Map.class)
                            .invoke(
                                    null,
                                    Map.of(
                                            AwsOptions.REGION,
                                            "eu-central-1",
                                            AwsOptions.HTTP_CLIENT,
                                            "crt"));
            Constructor<?> client =
                    withoutCrt.loadClass(SdkKvsMediaClient.class.getName()).getConstructor(options);

            assertThatThrownBy(() -> client.newInstance(crt))
                    .cause()
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("aws.http.client is 'crt'")
                    .hasMessageContaining("add it, or leave the option out");
        }
    }

    /** This class path, but for the one library. */
    private static final class WithoutCrt extends URLClassLoader {

        WithoutCrt() {
            super(
                    Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                            .map(WithoutCrt::url)
                            .toArray(URL[]::new),
                    ClassLoader.getPlatformClassLoader());
        }

        private static URL url(String entry) {
            try {
                return Path.of(entry).toUri().toURL();
            } catch (MalformedURLException e) {
                throw new IllegalStateException(entry, e);
            }
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            if (name.startsWith("software.amazon.awssdk.http.crt.")) {
                throw new ClassNotFoundException(name);
            }
            return super.findClass(name);
        }
    }

    /** The last of what was pushed, once no more is. */
    private long settled(AtomicLong pushed) throws InterruptedException {
        long before;
        do {
            before = pushed.get();
            assertThat(listener().tookBuffers(1, 500)).isFalse();
        } while (pushed.get() > before);
        return before;
    }
}
