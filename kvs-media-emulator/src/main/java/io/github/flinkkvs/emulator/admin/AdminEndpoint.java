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

package io.github.flinkkvs.emulator.admin;

import io.github.flinkkvs.emulator.KvsEmulator;

import io.netty.channel.ChannelHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Clock;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Serves what is under {@code /emulator/}. Owns two threads, of which one decodes pictures so that
 * the other is never kept waiting; {@link #close()} ends them.
 */
public final class AdminEndpoint implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AdminEndpoint.class);
    private static final int LONGEST_QUEUE = 100;

    private final ExecutorService calls = thread("kvs-emulator-admin");
    private final ExecutorService pictures = thread("kvs-emulator-previews");
    private final Routes routes;

    /**
     * Ready to answer.
     *
     * @param clock the emulator's
     */
    public AdminEndpoint(KvsEmulator emulator, Clock clock) {
        routes = new Routes(emulator, clock);
    }

    /** A handler for one connection. */
    public ChannelHandler newHandler() {
        return new AdminHandler(
                this::answer, request -> Routes.isPicture(request) ? pictures : calls);
    }

    @Override
    public void close() {
        calls.shutdownNow();
        pictures.shutdownNow();
    }

    private Answer answer(AdminRequest request) {
        try {
            return routes.answer(request);
        } catch (AdminException e) {
            return Answer.error(e.status(), e.getMessage());
        } catch (IllegalArgumentException e) {
            return Answer.error(400, e.getMessage());
        } catch (IllegalStateException e) {
            return Answer.error(409, e.getMessage());
        } catch (RuntimeException e) {
            LOG.warn("{} {} failed", request.method(), request.path(), e);
            return Answer.error(500, e.toString());
        }
    }

    private static ExecutorService thread(String name) {
        return new ThreadPoolExecutor(
                1,
                1,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(LONGEST_QUEUE),
                new DefaultThreadFactory(name, true));
    }
}
