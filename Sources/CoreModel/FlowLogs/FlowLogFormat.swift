/// The fields of a flow log in their order: a header, a LogFormat, or one of the orders that are known.
public struct FlowLogFormat: Hashable, Sendable {
    /// The names, as AWS writes them.
    public let fields: [String]

    private init(_ fields: String) { self.fields = fields.split(separator: " ").map(String.init) }

    /// The format that a header line or a LogFormat tells: `version account-id ...`, `${version} ${account-id} ...`, with commas in a
    /// CSV; nil for what is none.
    public init?(header: String) {
        let names = Self.words(header).map { word in
            word.hasPrefix("${") && word.hasSuffix("}") ? String(word.dropFirst(2).dropLast()) : word
        }
        let known = names.filter { Self.keys.contains(Self.key($0)) }
        // A record has no word that is the name of a field; a header may have names that are newer than this list.
        guard known.count >= 2, known.count * 2 >= names.count else { return nil }
        fields = names
    }

    /// The record of a line of this format.
    public func record(_ line: String) throws(FlowLogError) -> FlowLogRecord {
        try record(Self.words(line)[...])
    }

    func record(_ words: ArraySlice<String>) throws(FlowLogError) -> FlowLogRecord {
        guard words.count == fields.count else { throw .wrongCount(expected: fields.count, found: words.count) }
        return try FlowLogRecord(zip(fields, words).map { (name: $0, value: $1) })
    }

    /// The record of a line without a header, where one of the known orders fits it and no other reads it otherwise.
    ///
    /// What a tool wrote before it (`aws logs tail` writes a time and a stream) is passed over.
    public static func record(withoutHeader line: String) throws(FlowLogError) -> FlowLogRecord {
        // Brackets of JSON around a record are none of its fields.
        let words = words(line).filter { $0 == "-" || $0.contains(where: { $0.isLetter || $0.isNumber }) }
        var found: FlowLogRecord?
        for start in 0..<min(words.count, 5) {
            for format in known where format.fields.count == words.count - start {
                guard let record = try? format.record(words[start...]), record.isPlausible else { continue }
                if let found, found != record { throw .unknownOrder }
                found = record
            }
            if found != nil { break }
        }
        guard let found else { throw .unknownOrder }
        return found
    }

    /// The words of a line; blanks, commas and quotation marks part them.
    static func words(_ line: String) -> [String] {
        line.split(whereSeparator: { $0.isWhitespace || $0 == "," || $0 == "\"" }).map(String.init)
    }

    /// A name for comparing: `srcAddr`, `src-addr` and `src_addr` are one.
    static func key(_ name: String) -> String {
        String(name.lowercased().unicodeScalars.filter { $0 != "-" && $0 != "_" })
    }

    // MARK: Known orders

    /// The fields that each of the versions 2, 3, 4, 5 and 7 to 11 adds, in the order of AWS's table, which the console takes when
    /// all are chosen.
    private static let versions = [
        "version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status",
        "vpc-id subnet-id instance-id tcp-flags type pkt-srcaddr pkt-dstaddr", "region az-id sublocation-type sublocation-id",
        "pkt-src-aws-service pkt-dst-aws-service flow-direction traffic-path",
        "ecs-cluster-arn ecs-cluster-name ecs-container-instance-arn ecs-container-instance-id ecs-container-id "
            + "ecs-second-container-id ecs-service-name ecs-task-definition-arn ecs-task-arn ecs-task-id",
        "reject-reason", "resource-id", "encryption-status",
        "instance-tag instance-tag-2 interface-tag interface-tag-2 asg-tag asg-tag-2 interface-type next-hop-interface-id "
            + "next-hop-subnet-id next-hop-az-id next-hop-vpc-id next-hop-interface-type",
    ]

    /// Every order that is known: the default format, all fields up to each version, and the formats of AWS's own examples.
    ///
    /// Source: https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-records-examples.html
    public static let known: [FlowLogFormat] =
        versions.indices.map { last in FlowLogFormat(versions[...last].joined(separator: " ")) } + [
            FlowLogFormat(
                "version vpc-id subnet-id instance-id interface-id account-id type srcaddr dstaddr srcport dstport pkt-srcaddr "
                    + "pkt-dstaddr protocol bytes packets start end action tcp-flags log-status"),
            FlowLogFormat(
                "version interface-id account-id vpc-id subnet-id instance-id srcaddr dstaddr srcport dstport protocol tcp-flags "
                    + "type pkt-srcaddr pkt-dstaddr action log-status"),
            FlowLogFormat(
                "version srcaddr dstaddr srcport dstport protocol start end type packets bytes account-id vpc-id subnet-id "
                    + "instance-id interface-id region az-id sublocation-type sublocation-id action tcp-flags pkt-srcaddr "
                    + "pkt-dstaddr pkt-src-aws-service pkt-dst-aws-service traffic-path flow-direction log-status"),
        ]

    /// AWS's default format, the fields of version 2.
    ///
    /// Source: https://docs.aws.amazon.com/vpc/latest/userguide/flow-log-records.html
    public static let standard = FlowLogFormat(versions[0])

    private static let keys = Set(
        versions.flatMap { $0.split(separator: " ").map { key(String($0)) } }
            + ["sourceaddress", "destinationaddress", "sourceport", "destinationport", "starttime", "endtime"])
}

extension FlowLogRecord {
    /// Whether values that a wrong order would mix up fit each other: times in order, a version that exists, both families alike.
    fileprivate var isPlausible: Bool {
        if let version, !(2...64).contains(version) { return false }
        if let start, let end, start > end { return false }
        let addresses = [interfaceSource, interfaceDestination, packetSource, packetDestination].compactMap { $0?.version }
        guard Set(addresses).count <= 1 else { return false }
        // Without traffic nothing but the times is told.
        if status == .noData || status == .skipData { return addresses.isEmpty && action == nil }
        return action != nil && addresses.count >= 2 && ipProtocol != nil
    }
}
