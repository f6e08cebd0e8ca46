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

package io.github.flinkkvs.emulator.session;

import java.time.Duration;

/**
 * What is to befall one session.
 *
 * @param cutAfterBytes bytes of the body after which it ends; {@link #NEVER} if at none
 * @param cut how it then ends
 * @param stallAfterBytes bytes after which it sends no more; {@link #NEVER} if after none
 * @param lifetime after which it ends cleanly
 */
public record SessionPlan(
        long cutAfterBytes, SessionEnd cut, long stallAfterBytes, Duration lifetime) {
    public static final long NEVER = Long.MAX_VALUE;

    /** How many bytes a session that has sent some may send yet. */
    public long allowance(long sent) {
        return Math.max(0, Math.min(cutAfterBytes, stallAfterBytes) - sent);
    }

    public boolean cutAt(long sent) {
        return sent >= cutAfterBytes;
    }
}
