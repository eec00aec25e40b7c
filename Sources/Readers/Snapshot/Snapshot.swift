import CoreModel

/// sgscope's own file: what AWS answered, in the shapes of its command line, with when, of which account and of which region.
///
///     {"sgscope": "snapshot", "version": 1, "captured": "2026-11-20T09:14:15Z",
///      "sources": [{"account": "123456789012", "region": "us-east-1", "captured": "2026-11-20T09:14:15Z",
///                   "documents": [{"call": "ec2 describe-security-groups", "output": {"SecurityGroups": []}},
///                                 {"call": "ec2 get-managed-prefix-list-entries", "id": "pl-1", "output": {"Entries": []}}],
///                   "missing": [{"call": "ec2 describe-network-interfaces", "reason": "access denied"}]}]}
///
/// A call stands either below `documents` or below `missing`; a listing that is missing is not taken for empty.
public struct Snapshot: Sendable {
    /// What a call answered.
    public struct Document: Sendable {
        /// The service and the operation, as in `ec2 describe-security-groups`.
        public var call: String
        /// What the call was about where its answer does not say: the prefix list of get-managed-prefix-list-entries, the table of
        /// search-transit-gateway-routes.
        public var id: String?
        /// The answer as it came: JSON.
        public var output: [UInt8]

        /// Makes a document.
        public init(call: String, id: String? = nil, output: [UInt8]) {
            self.call = call
            self.id = id
            self.output = output
        }
    }

    /// A call that failed.
    public struct Missing: Hashable, Sendable {
        /// The service and the operation.
        public var call: String
        /// What the call was about, as in ``Document/id``.
        public var id: String?
        /// Why, in a few words.
        public var reason: String

        /// Makes an entry.
        public init(call: String, id: String? = nil, reason: String) {
            self.call = call
            self.id = id
            self.reason = reason
        }
    }

    /// What was read of one account in one region.
    public struct Source: Sendable {
        /// The account; nil where it is not known.
        public var account: String?
        /// The region; nil where it is not known.
        public var region: String?
        /// When, ISO 8601 in UTC.
        public var captured: String
        /// What was answered.
        public var documents: [Document]
        /// What failed.
        public var missing: [Missing]

        /// Makes a source.
        public init(
            account: String? = nil, region: String? = nil, captured: String, documents: [Document] = [], missing: [Missing] = []
        ) {
            self.account = account
            self.region = region
            self.captured = captured
            self.documents = documents
            self.missing = missing
        }
    }

    /// What was read of each account and region.
    public var sources: [Source]

    /// Makes a snapshot.
    public init(sources: [Source]) { self.sources = sources }

    /// The file's bytes.
    ///
    /// Answers go in as they are. Throws ``ReadError`` where one is no JSON, and names the call.
    public func bytes() throws(ReadError) -> [UInt8] {
        let parser = JSONParser()
        var result: [UInt8] = []
        func add(_ text: String) { result += Array(text.utf8) }
        func quoted(_ text: String) -> String { String(decoding: TreeJSON.bytes(.text(text)), as: UTF8.self) }
        let earliest = sources.map(\.captured).min() ?? ""
        add("{\"sgscope\": \"snapshot\", \"version\": 1, \"captured\": \(quoted(earliest)), \"sources\": [")
        for (place, source) in sources.enumerated() {
            add(place == 0 ? "\n{" : ",\n{")
            if let account = source.account { add("\"account\": \(quoted(account)), ") }
            if let region = source.region { add("\"region\": \(quoted(region)), ") }
            add("\"captured\": \(quoted(source.captured)), \"documents\": [")
            for (number, document) in source.documents.enumerated() {
                let input = InputBytes(document.output)
                do { _ = try parser.parse(input.bytes) } catch {
                    throw ReadError(file: "the answer of aws \(document.call)", problem: .badJSON(what: "it is damaged"))
                }
                add("\(number == 0 ? "" : ",")\n{\"call\": \(quoted(document.call)), ")
                if let id = document.id { add("\"id\": \(quoted(id)), ") }
                add("\"output\": ")
                result += document.output
                add("}")
            }
            add("\n], \"missing\": [")
            for (number, missing) in source.missing.enumerated() {
                add("\(number == 0 ? "" : ", "){\"call\": \(quoted(missing.call)), ")
                if let id = missing.id { add("\"id\": \(quoted(id)), ") }
                add("\"reason\": \(quoted(missing.reason))}")
            }
            add("]}")
        }
        add("\n]}\n")
        return result
    }
}

enum SnapshotReader {
    static func matches(_ root: JSONValue) -> Bool {
        guard let kind = try? root.text("sgscope") else { return false }
        return "snapshot" ~= kind
    }

    static func read(_ root: JSONValue, from origin: Origin, into collector: inout Collector) throws(JSONFault) {
        let version = try root.required("version")
        guard try version.integer() == 1 else {
            throw version.fault(.badValue("is not 1: a newer sgscope wrote it, read it with that"))
        }
        for source in try root.elements("sources") {
            var own = origin
            own.account = try source.text("account")?.string ?? origin.account
            own.region = try source.text("region")?.string ?? origin.region
            if let time = try source.text("captured")?.string { collector.builder.noteTime(time) }
            for document in try source.elements("documents") {
                own.call = try document.text("call")?.string
                own.subject = try document.text("id")?.string
                _ = try AwsOutput.read(try document.required("output"), isWhole: true, from: own, into: &collector)
            }
            var all: [Snapshot.Missing] = []
            for missing in try source.elements("missing") {
                let call = try missing.requiredText("call").string
                let reason = try missing.text("reason")?.string ?? "it failed"
                all.append(Snapshot.Missing(call: call, id: try missing.text("id")?.string, reason: reason))
                if call == "ec2 describe-network-interfaces" {
                    collector.builder.notePartialInterfaceListing(of: collector.scope(of: own))
                }
                if let id = all.last?.id { AwsBalancing.note(missing: call, of: id, into: &collector) }
                if let kind = AwsNetworkListings.kind(ofCall: call) {
                    collector.note(kind, isComplete: false, isRefused: true, from: own)
                }
            }
            for line in Snapshot.Missing.lines(all, account: own.account, region: own.region) {
                collector.builder.note("\(origin.file) lacks \(line)")
            }
        }
    }
}
