import CoreModel
import Events

/// Reads one event of CloudTrail: who did what from where, and whether it changed something here.
///
/// Source: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
enum EventReader {
    /// The members that are looked at of every event.
    private struct Head {
        var id, time, name, source, error, readOnly: JSONValue?
        var user, agent, address, region, account, request, response: JSONValue?
        var fromConsole: JSONValue?

        init(_ event: JSONValue) {
            guard let members = try? event.members() else { return }
            for (key, value) in members where !value.isNull {
                switch key {
                case "eventID", "eventid": id = value
                case "eventTime", "eventtime": time = value
                case "eventName", "eventname": name = value
                case "eventSource", "eventsource": source = value
                case "errorCode", "errorcode": error = value
                case "readOnly", "readonly": readOnly = value
                case "userIdentity", "useridentity": user = value
                case "userAgent", "useragent": agent = value
                case "sourceIPAddress", "sourceipaddress": address = value
                case "awsRegion", "awsregion": region = value
                case "recipientAccountId", "recipientaccountid": account = value
                case "requestParameters", "requestparameters": request = value
                case "responseElements", "responseelements": response = value
                case "sessionCredentialFromConsole": fromConsole = value
                default: break
                }
            }
        }
    }

    static func read(_ event: JSONValue, _ nested: NestedJSON, into collector: inout Collector) {
        let head = Head(event)
        guard let name = text(head.name) else { return }
        let time: Int? = if let own = text(head.time) { EventTime.seconds(own.bytes) } else { nil }
        let id = text(head.id)
        guard collector.events.isNew(id?.bytes ?? UnsafeBufferPointer(start: nil, count: 0), at: time) else { return }
        if let error = head.error, error.word != nil { return collector.events.leaveOut(.failed) }
        if isReading(head.readOnly, name) { return collector.events.leaveOut(.readOnly) }
        guard let time, let kind = EventKind(name, source: text(head.source)) else { return collector.events.leaveOut(.other) }
        let acts = EventActs(
            kind, request: nested.object(head.request), response: nested.object(head.response)
        ).acts
        if acts.isEmpty { return collector.events.leaveOut(.other) }
        let user = nested.object(head.user)
        let agent = head.agent?.word
        collector.events.add(
            RecordedEvent(
                id: id?.string ?? "", time: time, name: name.string, who: EventActor.who(user),
                how: EventActor.how(agent, user, fromConsole: head.fromConsole?.truth ?? false), from: head.address?.word,
                account: head.account?.word ?? user?.word("accountId"), region: head.region?.word, acts: acts))
    }

    private static func text(_ value: JSONValue?) -> JSONText? {
        guard let value, value.kind == .text else { return nil }
        return value.uncheckedText
    }

    /// Whether an event only reads; old ones do not say.
    private static func isReading(_ told: JSONValue?, _ name: JSONText) -> Bool {
        if let told, let isReading = told.truth { return isReading }
        return name.hasPrefix("Describe") || name.hasPrefix("Get") || name.hasPrefix("List") || name.hasPrefix("Lookup")
    }
}

/// Who called, and by which tool.
enum EventActor {
    /// A user's name, `ROLE/SESSION`, `root`, a service's name; nil where it is not told.
    static func who(_ user: JSONValue?) -> String? {
        guard let user else { return nil }
        let arn = user.word("arn") ?? ""
        switch user.word("type") ?? "" {
        case "Root": return "root"
        case "AssumedRole": return role(user, arn)
        case "FederatedUser": return last(arn) ?? user.word("userName") ?? afterColon(user.word("principalId"))
        case "AWSService": return user.word("invokedBy") ?? user.word("principalId")
        case "AWSAccount": return user.word("invokedBy") ?? user.word("accountId") ?? user.word("principalId")
        case "IdentityCenterUser":
            return user.word("userName") ?? user.field("onBehalfOf")?.word("userId") ?? user.word("principalId")
        default:
            return user.word("userName") ?? last(arn) ?? user.word("invokedBy") ?? user.word("principalId")
        }
    }

    private static func role(_ user: JSONValue, _ arn: String) -> String? {
        let parts = arn.split(separator: "/", omittingEmptySubsequences: false)
        if parts.count >= 3, parts[0].hasSuffix(":assumed-role") {
            return "\(parts[parts.count - 2])/\(parts[parts.count - 1])"
        }
        let role = user.field("sessionContext")?.field("sessionIssuer")?.word("userName")
        let session = afterColon(user.word("principalId"))
        if let role, let session { return "\(role)/\(session)" }
        return role ?? session ?? user.word("invokedBy")
    }

    private static func last(_ arn: String) -> String? {
        guard let slash = arn.lastIndex(of: "/"), arn.index(after: slash) < arn.endIndex else { return nil }
        return String(arn[arn.index(after: slash)...])
    }

    private static func afterColon(_ text: String?) -> String? {
        guard let text else { return nil }
        guard let colon = text.lastIndex(of: ":"), text.index(after: colon) < text.endIndex else { return text }
        return String(text[text.index(after: colon)...])
    }

    /// The tool by what it calls itself: what CloudFormation does, it does for a caller.
    static func how(_ agent: String?, _ user: JSONValue?, fromConsole: Bool) -> String? {
        let invoker = user?.word("invokedBy")?.lowercased() ?? ""
        guard let agent else {
            if invoker.contains("cloudformation") { return "cloudformation" }
            return fromConsole ? "console" : nil
        }
        let low = agent.lowercased()
        if low.contains("cloudformation") || invoker.contains("cloudformation") { return "cloudformation" }
        if low.contains("terraform") || low.contains("opentofu") { return "terraform" }
        if fromConsole || isConsole(low) { return "console" }
        if low.contains("aws-cli/") { return "aws-cli" }
        let word = agent.drop { "[\"' ".contains($0) }.prefix { !"/ ]\"'".contains($0) }
        return word.isEmpty ? nil : String(word)
    }

    private static func isConsole(_ agent: String) -> Bool {
        agent.contains("console.amazonaws.com") || agent.contains("signin.amazonaws.com") || agent.contains("aws console")
            || agent.hasPrefix("console.") || agent.hasPrefix("[console.") || agent.contains("s3console")
            || agent.hasPrefix("mozilla/") || agent.contains("aws-internal/3 aws-sdk-java") && agent.contains("console")
    }
}
