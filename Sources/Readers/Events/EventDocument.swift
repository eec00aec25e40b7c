import CoreModel
import Events

/// Recognises events of CloudTrail: log files, the output of `aws cloudtrail lookup-events`, events of EventBridge, rows of a query.
enum EventDocument {
    /// Reads a document of events; nil where it is none.
    static func read(_ root: JSONValue, into collector: inout Collector) -> Documents.Outcome? {
        if isDigest(root) { return .aside }
        if let records = root.field("Records"), let list = try? records.elements() {
            guard let first = list.first else {
                // What was delivered while nothing happened.
                return (try? root.members())?.count { _ in true } == 1 ? took(&collector) : nil
            }
            guard isEvent(first) || isEnvelope(first) else { return nil }
            for record in list { read(one: record, into: &collector) }
            return took(&collector)
        }
        if let events = root.field("Events"), let list = try? events.elements() {
            guard list.allSatisfy({ $0.has("CloudTrailEvent") || $0.has("EventId") }), !list.isEmpty || root.count == 1 else {
                return nil
            }
            for record in list { read(one: record, into: &collector) }
            return took(&collector)
        }
        guard isEvent(root) || isEnvelope(root) else { return nil }
        read(one: root, into: &collector)
        return took(&collector)
    }

    private static func took(_ collector: inout Collector) -> Documents.Outcome {
        collector.took(.events)
        return .read
    }

    /// Whether an element of a list is an event, in any wrapping.
    static func matches(_ element: JSONValue) -> Bool { isEvent(element) || isEnvelope(element) }

    /// An event itself: what S3 tells of its objects has no id of its own.
    private static func isEvent(_ value: JSONValue) -> Bool {
        value.has("eventName") && (value.has("eventID") || value.has("eventid") || value.has("userIdentity"))
            && value.has("eventSource") && !value.has("s3")
    }

    private static func isEnvelope(_ value: JSONValue) -> Bool {
        if value.has("CloudTrailEvent") { return true }
        guard value.has("detail-type"), let detail = value.field("detail") else { return false }
        return isEvent(detail)
    }

    /// What CloudTrail lays beside its log files to prove them.
    private static func isDigest(_ root: JSONValue) -> Bool { root.has("digestStartTime") && root.has("logFiles") }

    static func read(one value: JSONValue, into collector: inout Collector) {
        let nested = NestedJSON()
        defer { nested.clear() }
        if value.has("CloudTrailEvent") {
            if let event = nested.object(value.field("CloudTrailEvent")) { EventReader.read(event, nested, into: &collector) }
        } else if !value.has("eventName"), let event = nested.object(value.field("detail")) {
            EventReader.read(event, nested, into: &collector)
        } else {
            EventReader.read(value, nested, into: &collector)
        }
    }
}
