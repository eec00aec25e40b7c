/// A field of VPC flow logs that the program reads; all others are passed over.
///
/// Source: https://docs.aws.amazon.com/vpc/latest/userguide/flow-log-records.html
public enum FlowLogField: String, Hashable, Sendable, CaseIterable {
    case version
    case account = "account-id"
    case interface = "interface-id"
    case source = "srcaddr"
    case destination = "dstaddr"
    case sourcePort = "srcport"
    case destinationPort = "dstport"
    case ipProtocol = "protocol"
    case packets
    case bytes
    case start
    case end
    case action
    case status = "log-status"
    case vpc = "vpc-id"
    case subnet = "subnet-id"
    case instance = "instance-id"
    case flags = "tcp-flags"
    case packetSource = "pkt-srcaddr"
    case packetDestination = "pkt-dstaddr"
    case region
    case zone = "az-id"
    case sourceService = "pkt-src-aws-service"
    case destinationService = "pkt-dst-aws-service"
    case direction = "flow-direction"
    case trafficPath = "traffic-path"
    case rejectReason = "reject-reason"
    case resource = "resource-id"
    case interfaceType = "interface-type"
    /// How many records a row stands for, in what a query gave.
    case records
    /// What transit gateways have and others have not.
    case resourceType = "resource-type"
    case lostNoRoute = "packets-lost-no-route"
    case lostBlackhole = "packets-lost-blackhole"
    /// A whole record in a column of its own.
    case message

    /// The field of a name, as AWS, CloudWatch, Athena's tables and the queries of this program write it: `srcaddr`, `srcAddr`,
    /// `sourceaddress`, `pkt_srcaddr`, `first_seen`; nil for others.
    public init?(name: some StringProtocol) {
        guard let field = Self.names[Self.key(name)] else { return nil }
        self = field
    }

    /// The name as AWS's table of fields has it.
    public var name: String { rawValue }

    /// A name for comparing: without case, `-`, `_`, and without the `@` of CloudWatch.
    static func key(_ name: some StringProtocol) -> String {
        String(decoding: name.lowercased().utf8.filter { !"-_@ ".utf8.contains($0) }, as: UTF8.self)
    }

    private static let names: [String: FlowLogField] = {
        var names: [String: FlowLogField] = [:]
        for field in allCases { names[key(field.rawValue)] = field }
        for (name, field) in [
            ("sourceaddress", source), ("destinationaddress", destination), ("sourceport", FlowLogField.sourcePort),
            ("destinationport", destinationPort), ("starttime", start), ("endtime", end), ("numpackets", packets),
            ("numbytes", bytes), ("src", source), ("dst", destination), ("flags", flags), ("firstseen", start), ("lastseen", end),
        ] {
            names[name] = field
        }
        return names
    }()
}

extension FlowLogField {
    /// The default format of transit gateways' flow logs, version 6.
    ///
    /// Source: https://docs.aws.amazon.com/vpc/latest/tgw/tgw-flow-logs.html
    static let transitGatewayFields =
        ("version resource-type account-id tgw-id tgw-attachment-id tgw-src-vpc-account-id tgw-dst-vpc-account-id tgw-src-vpc-id "
        + "tgw-dst-vpc-id tgw-src-subnet-id tgw-dst-subnet-id tgw-src-eni tgw-dst-eni tgw-src-az-id tgw-dst-az-id "
        + "tgw-pair-attachment-id srcaddr dstaddr srcport dstport protocol packets bytes start end log-status type "
        + "packets-lost-no-route packets-lost-blackhole packets-lost-mtu-exceeded packets-lost-ttl-expired tcp-flags region "
        + "flow-direction pkt-src-aws-service pkt-dst-aws-service").split(separator: " ").map(String.init)
}
