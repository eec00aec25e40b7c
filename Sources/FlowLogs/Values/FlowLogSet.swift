import CoreModel

/// What flow logs say, whatever form they came in.
public struct FlowLogSet: Hashable, Sendable {
    /// The flows, in the order in which they were seen first.
    public var flows: [LoggedFlow] = []
    /// Interfaces that the logs name, by id.
    public var interfaces: [String: LoggedInterface] = [:]
    /// The formats that were read, by the order in which they were seen first.
    public var formats: [LoggedFormat] = []
    /// Flow logs that `describe-flow-logs` describes: what was logged, and how.
    public var described: [DescribedFlowLog] = []
    /// Earliest start and latest end of the records, in seconds since 1970; nil where none tells a time.
    public var span: ClosedRange<Int>?
    /// Records of traffic.
    public var records: UInt64 = 0
    /// Records that say there was no traffic.
    public var noData: UInt64 = 0
    /// Records that say records were lost.
    public var skipData: UInt64 = 0
    /// Lines that are no records, over all files; each file that has some has a problem as well.
    public var unreadLines: UInt64 = 0
    /// Records of transit gateways, which say nothing about groups and are no flows here.
    public var transitGateway = TransitGatewayTally()
    /// Files, streams and what was given on standard input, as far as records were read from them.
    public var files = 0
    /// Files passed over because they are none of a flow log's (`.DS_Store`, `_SUCCESS`), and the second ones of those given twice.
    public var passedOver = 0
    /// What could not be read, a line a file, in the order of the files; nothing else is lost because of them.
    public var problems: [FlowLogProblem] = []
    /// How far records were held against their opposites.
    public var pairing: Pairing = .none

    /// How far records were held against their opposites.
    public enum Pairing: Hashable, Sendable {
        /// Nothing was: all of it is what a query gave, or there was nothing.
        case none
        /// Records of some inputs were; others are what a query gave.
        case partly
        /// All records were.
        case all
    }

    /// Makes an empty one.
    public init() {}

    /// Fields that every record of traffic has in its format.
    public var fieldsEverywhere: Set<FlowLogField> {
        formats.filter { $0.records > 0 }.map(\.known).reduce(nil) { $0?.intersection($1) ?? $1 } ?? []
    }

    /// Fields that some record has in its format.
    public var fieldsSomewhere: Set<FlowLogField> {
        formats.filter { $0.records > 0 }.reduce(into: []) { $0.formUnion($1.known) }
    }
}

/// The order of fields that files had.
public struct LoggedFormat: Hashable, Sendable {
    /// The fields' names as they stood there.
    public var fields: [String]
    /// Files, or streams, that have it.
    public var files: Int
    /// Records of traffic in them.
    public var records: UInt64
    /// The names that are not known; they were passed over.
    public var unknown: [String] { fields.filter { FlowLogField(name: $0) == nil } }
    /// The fields that are known.
    public var known: Set<FlowLogField> { Set(fields.compactMap(FlowLogField.init(name:))) }

    /// Makes one.
    public init(fields: [String], files: Int = 0, records: UInt64 = 0) {
        self.fields = fields
        self.files = files
        self.records = records
    }
}

/// Records of transit gateways, counted.
public struct TransitGatewayTally: Hashable, Sendable {
    /// How many.
    public var records: UInt64 = 0
    /// Files that have them.
    public var files = 0
    /// Packets that were lost because no route led on.
    public var lostNoRoute: UInt64 = 0
    /// Packets that were lost in a blackhole route.
    public var lostBlackhole: UInt64 = 0

    /// Makes one of none.
    public init() {}
}

/// A flow log as `aws ec2 describe-flow-logs` describes it.
public struct DescribedFlowLog: Hashable, Sendable {
    /// Which records it holds.
    public enum TrafficType: String, Hashable, Sendable, CaseIterable {
        case accept = "ACCEPT"
        case reject = "REJECT"
        case all = "ALL"
    }

    /// Its id.
    public var id: String
    /// The VPC, subnet or interface that it logs; a transit gateway or an attachment of one.
    public var resource: String?
    /// Which records it holds; nil where it is not told, as of transit gateways.
    public var trafficType: TrafficType?
    /// The order of its fields, as `${version} ${account-id}`.
    public var format: String?
    /// The longest time that a record covers, in seconds: 60 or 600.
    public var interval: Int?
    /// "ACTIVE", or what it is else.
    public var status: String?
    /// "SUCCESS" or "FAILED".
    public var delivery: String?
    /// Why records could not be delivered: "Rate limited", "Access error".
    public var deliveryError: String?
    /// Where they go.
    public var destination: String?
    /// When it was made, as it is written there.
    public var created: String?

    /// Makes one.
    public init(id: String) { self.id = id }
}
