/// The name of a member of JSON, with what its value is used for.
struct MemberName {
    /// What a value is used for.
    enum Use {
        case none
        /// A whole record, or lines of them.
        case message
        /// A field of a record, by name.
        case field
        /// `field` and `value` of Logs Insights.
        case cellName, cellValue
        /// A cell of Athena.
        case rowValue
        /// What is packed in Base64.
        case data
        /// The id of a flow log that is described, and what else is told of it.
        case flowLog, description
    }

    static let other = MemberName(text: "", use: .none)

    var text: String
    var use: Use

    init(text: String, use: Use) {
        self.text = text
        self.use = use
    }

    init(text: String) {
        self.text = text
        use =
            switch text {
            case "field": .cellName
            case "value": .cellValue
            case "VarCharValue": .rowValue
            case "data", "Data": .data
            case "FlowLogId": .flowLog
            case _ where Self.descriptions.contains(text): .description
            default:
                switch FlowLogField(name: text) {
                case .message: .message
                case nil: .none
                default: .field
                }
            }
    }

    private static let descriptions: Set<String> = [
        "ResourceId", "TrafficType", "LogFormat", "MaxAggregationInterval", "FlowLogStatus", "DeliverLogsStatus",
        "DeliverLogsErrorMessage", "LogDestination", "LogGroupName", "CreationTime",
    ]
}

/// Names of members, each looked at once, since each stands in every event.
struct MemberNames {
    private var texts: ByteTable
    private var names: [MemberName] = []
    /// More names than any form has are not kept.
    private static let most = 4096

    init(seed: UInt64) { texts = ByteTable(seed: seed) }

    /// The name of these bytes, behind which a 0 stands.
    mutating func name(_ bytes: [UInt8]) -> MemberName {
        bytes.withUnsafeBufferPointer { all in
            let text = UnsafeBufferPointer(rebasing: all.dropLast())
            if let place = texts.place(of: text) { return names[Int(place)] }
            guard text.count <= 64 else { return .other }
            let name = MemberName(text: String(decoding: text, as: UTF8.self))
            if names.count < Self.most {
                _ = texts.index(of: text)
                names.append(name)
            }
            return name
        }
    }
}
