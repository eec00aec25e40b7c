/// A configuration item of AWS Config: what a resource was at a time.
///
/// Files, calls, queries and notifications write the same item with other names for the account and the ARN; a call writes the
/// configuration as a text.
///
/// Source: https://docs.aws.amazon.com/config/latest/APIReference/API_ConfigurationItem.html
struct ConfigItem {
    /// Whether the resource was there.
    enum Status {
        case recorded
        case deleted
        /// It may be there: Config does not record it any more.
        case notRecorded
    }

    /// What the resource had to do with another one.
    struct Relationship: Hashable {
        var type: String
        var id: String
        /// "Is associated with NetworkInterface".
        var name: String
    }

    /// "AWS::EC2::SecurityGroup".
    var type: String
    var id: String
    var account: String?
    var region: String?
    var arn: String?
    /// When it was captured, as it is written; nil where a query did not select it.
    var captured: String?
    /// The same in milliseconds since 1970, by which items of one resource are put in order; nil where none of both is told.
    var milliseconds: Int?
    var status = Status.recorded
    /// What the resource was, in Config's own spelling; nil where the item does not tell it, as of one that is deleted.
    var configuration: Tree?
    var tags: [TreeMember] = []
    var relationships: [Relationship] = []
    /// The CloudTrail events that led to it.
    var relatedEvents: [String] = []
    /// Where it stands in its document.
    var place: String

    /// Reads an item or a row of a query; nil for what is none.
    init?(_ value: JSONValue, at place: String) throws(JSONFault) {
        guard value.kind == .object else { return nil }
        self.place = place
        configuration = try Self.configuration(value)
        let told = (type: try value.text("resourceType")?.string, id: try value.text("resourceId")?.string)
        guard let type = told.type ?? Self.type(of: configuration), let id = told.id ?? Self.id(of: configuration) else {
            return nil
        }
        guard value.has("configuration") || value.has("configurationItemStatus") else { return nil }
        (self.type, self.id) = (type, id)
        account = try value.text(of: ["awsAccountId", "accountId"])
        region = try value.text("awsRegion")?.string
        arn = try value.text(of: ["ARN", "arn"])
        captured = try Self.scalar(value.member("configurationItemCaptureTime"))
        let state = try Self.scalar(value.member("configurationStateId")).flatMap { Int($0) }
        milliseconds = state.flatMap { $0 > 1_000_000_000_000 ? $0 : nil } ?? captured.flatMap(Self.milliseconds)
        switch try value.text("configurationItemStatus")?.string {
        case "ResourceDeleted", "ResourceDeletedNotRecorded": status = .deleted
        case "ResourceNotRecorded": status = .notRecorded
        default: break
        }
        if let map = try value.member("tags") { tags = Self.tags(Tree(map)) }
        for relationship in try Self.list(value, "relationships") {
            guard let type = relationship["resourceType"]?.string, let id = relationship["resourceId"]?.string else { continue }
            let name = relationship["name"]?.string ?? relationship["relationshipName"]?.string ?? ""
            relationships.append(Relationship(type: type, id: id, name: name))
        }
        relatedEvents = try Self.list(value, "relatedEvents").compactMap(\.string)
    }

    /// The resource's own configuration; a call writes it as a text.
    private static func configuration(_ value: JSONValue) throws(JSONFault) -> Tree? {
        guard let own = try value.member("configuration") else { return nil }
        guard own.kind == .text else { return Tree(own) }
        let text = try own.text()
        if text.isEmpty { return nil }
        guard let tree = Tree(json: text.string) else { throw own.fault(.badValue("is a text that is no JSON")) }
        if case .null = tree { return nil }
        return tree
    }

    private static func list(_ value: JSONValue, _ key: StaticString) throws(JSONFault) -> [Tree] {
        guard let own = try value.member(key) else { return [] }
        if own.kind == .text { return Tree(json: try own.text().string)?.elements ?? [] }
        return Tree(own).elements
    }

    private static func tags(_ tree: Tree) -> [TreeMember] {
        if let text = tree.string { return Tree(json: text).map(tags) ?? [] }
        guard case .list = tree else { return tree.members }
        return tree.elements.compactMap { tag in
            (tag["key"] ?? tag["Key"])?.scalar.map { TreeMember($0, tag["value"] ?? tag["Value"] ?? .null) }
        }
    }

    private static func scalar(_ value: JSONValue?) throws(JSONFault) -> String? {
        guard let value else { return nil }
        return value.kind == .number ? value.numberText : try value.text().string
    }

    /// The type of a row that was selected without it, by what only it has.
    private static func type(of configuration: Tree?) -> String? {
        guard let configuration else { return nil }
        if configuration["groupId"] != nil, configuration["ipPermissions"] != nil { return "AWS::EC2::SecurityGroup" }
        return configuration["networkInterfaceId"] != nil ? "AWS::EC2::NetworkInterface" : nil
    }

    private static func id(of configuration: Tree?) -> String? {
        configuration?["groupId"]?.string ?? configuration?["networkInterfaceId"]?.string
    }

    /// Milliseconds since 1970 of "2017-11-27T14:26:11.300Z", of another offset, and of seconds as the first version of the AWS CLI
    /// writes them; nil for anything else.
    static func milliseconds(_ text: String) -> Int? {
        if let seconds = Double(text), seconds.magnitude < 1e15 { return Int(seconds * 1000) }
        let pattern = /(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?(?:Z|([+-])(\d\d):?(\d\d))/
        guard let match = text.wholeMatch(of: pattern)?.output else { return nil }
        let parts = [match.1, match.2, match.3, match.4, match.5, match.6].map { Int($0) ?? 0 }
        guard (1...12).contains(parts[1]), (1...31).contains(parts[2]) else { return nil }
        let fraction = Int(((match.7.map(String.init) ?? "") + "000").prefix(3)) ?? 0
        let offset = (Int(match.9 ?? "0") ?? 0) * 60 + (Int(match.10 ?? "0") ?? 0)
        let seconds = days(parts[0], parts[1], parts[2]) * 86_400 + parts[3] * 3600 + parts[4] * 60 + parts[5]
        return (seconds - (match.8 == "-" ? -offset : offset) * 60) * 1000 + fraction
    }

    /// Days from 1970-01-01 on, of the Gregorian calendar.
    private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
        // The year begins in March, so that the leap day is its last.
        let shifted = month <= 2 ? year - 1 : year
        let yearDay = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
        return 365 * shifted + shifted / 4 - shifted / 100 + shifted / 400 + yearDay - 719_468
    }
}
