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

import io.github.flinkkvs.emulator.session.ErrorBody;
import io.github.flinkkvs.emulator.session.PlannedFailure;

/** An answer other than 200, by the name that the service gives it. */
final class ServiceException extends RuntimeException {
    private final int status;
    private final String name;
    private final String messageMember;
    private final ErrorBody body;

    ServiceException(int status, String name, String message) {
        this(new PlannedFailure(status, name, message, ErrorBody.JSON));
    }

    ServiceException(PlannedFailure failure) {
        this(failure, "Message");
    }

    private ServiceException(PlannedFailure failure, String messageMember) {
        super(failure.message(), null, false, false);
        this.status = failure.httpStatus();
        this.name = failure.errorName();
        this.messageMember = messageMember;
        this.body = failure.body();
    }

    /** Answers of what stands ahead of the service have their text under another name. */
    static ServiceException ofAuthentication(int status, String name, String message) {
        return new ServiceException(
                new PlannedFailure(status, name, message, ErrorBody.JSON), "message");
    }

    static ServiceException invalidArgument(String message) {
        return new ServiceException(400, "InvalidArgumentException", message);
    }

    static ServiceException notFound(String stream) {
        return new ServiceException(
                404,
                "ResourceNotFoundException",
                "The requested stream is not found or not active: " + stream);
    }

    int status() {
        return status;
    }

    /** The body's member that the message goes into. */
    String messageMember() {
        return messageMember;
    }

    String name() {
        return name;
    }

    /** What the answer looks like. */
    ErrorBody body() {
        return body;
    }
}
