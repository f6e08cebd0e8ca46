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

package io.github.flinkkvs.emulator.junit;

import io.github.flinkkvs.emulator.EmulatedStream;
import io.github.flinkkvs.emulator.KvsEmulator;
import io.github.flinkkvs.emulator.KvsEmulatorBuilder;
import io.github.flinkkvs.emulator.session.SessionEnd;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store.CloseableResource;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

import java.util.function.UnaryOperator;

/**
 * Gives the tests of a class one emulator, and each test an account without streams.
 *
 * <pre>{@code
 * @ExtendWith(KvsEmulatorExtension.class)
 * class MyTest {
 *     @Test
 *     void readsItsCamera(KvsEmulator kvs) {
 *         kvs.createStream("door").addCamera(SyntheticCamera.named("door"));
 *         // Point a client at kvs.endpoint(), with any credentials.
 *     }
 * }
 * }</pre>
 *
 * <p>With options of one's own it is a static field: {@code @RegisterExtension static final
 * KvsEmulatorExtension KVS = KvsEmulatorExtension.with(options ->
 * options.limits(ServiceLimits.none()))}. A class has one or the other: of two, JUnit could not
 * tell which a parameter means.
 *
 * <p>Nested classes share the emulator of the outermost one. Tests of a class that run at the same
 * time share it too, and must then not rely on an empty account.
 */
public final class KvsEmulatorExtension
        implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(KvsEmulatorExtension.class);

    private final UnaryOperator<KvsEmulatorBuilder> options;
    private volatile KvsEmulator emulator;

    /** An emulator with all defaults on free ports of loopback. */
    public KvsEmulatorExtension() {
        this(UnaryOperator.identity());
    }

    private KvsEmulatorExtension(UnaryOperator<KvsEmulatorBuilder> options) {
        this.options = options;
    }

    /** An emulator with other options. */
    public static KvsEmulatorExtension with(UnaryOperator<KvsEmulatorBuilder> options) {
        return new KvsEmulatorExtension(options);
    }

    /**
     * The running emulator.
     *
     * @throws IllegalStateException before the first test of the class is set up
     */
    public KvsEmulator emulator() {
        if (emulator == null) {
            throw new IllegalStateException(
                    "The emulator runs from the set-up of the test class on: annotate the field"
                            + " with @RegisterExtension");
        }
        return emulator;
    }

    /** The running emulator's stream of a name, new in this test. */
    public EmulatedStream createStream(String name) {
        return emulator().createStream(name);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        emulator = running(context);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        emulator = running(context);
    }

    /** Ends the test's sessions and deletes its streams, with their cameras and all faults. */
    @Override
    public void afterEach(ExtensionContext context) {
        for (EmulatedStream stream : emulator.streams()) {
            stream.endSessions(SessionEnd.ABRUPT);
            emulator.deleteStream(stream.name());
        }
        emulator.faults().clear();
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == KvsEmulator.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return running(context);
    }

    private KvsEmulator running(ExtensionContext context) {
        return outermostClass(context)
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent(this, key -> start(), Running.class)
                .emulator;
    }

    private Running start() {
        return new Running(options.apply(KvsEmulator.builder()).start());
    }

    private static ExtensionContext outermostClass(ExtensionContext context) {
        ExtensionContext outermost = context;
        while (outermost.getParent().filter(p -> p.getTestClass().isPresent()).isPresent()) {
            outermost = outermost.getParent().get();
        }
        return outermost;
    }

    /** Ends with the class whose store it lies in. */
    private record Running(KvsEmulator emulator) implements CloseableResource {
        @Override
        public void close() {
            emulator.close();
        }
    }
}
