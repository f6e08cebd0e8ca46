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

package io.github.flinkkvs.media.source.reader;

import io.github.flinkkvs.media.source.config.SourceConfig.SessionConfig;

/** When a session is to be looked at even if nothing comes of it. Fetcher thread. */
final class SessionDeadline {

    private final SessionConfig config;
    private final HeldBack heldBack;
    private final SilentEnd silentEnd;

    SessionDeadline(SessionConfig config, HeldBack heldBack, SilentEnd silentEnd) {
        this.config = config;
        this.heldBack = heldBack;
        this.silentEnd = silentEnd;
    }

    /** Returns the instant by the fetcher's clock. */
    long of(SessionReader session) {
        if (!session.isOpened()) {
            return session.requestedAt() + config.connectTimeout().toNanos();
        }
        if (heldBack.isHeld()) { // It is we who keep it from speaking.
            return heldBack.giveUpAt();
        }
        long silent = session.lastActivity() + config.silenceTimeout().toNanos();
        return Math.min(silent, silentEnd.lookAgainAt(session));
    }
}
