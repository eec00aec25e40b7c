import CoreModel

/// Reads `aws ec2 describe-vpc-endpoints`: `VpcEndpoints[]`.
///
/// Source: https://docs.aws.amazon.com/cli/latest/reference/ec2/describe-vpc-endpoints.html#output
enum AwsEndpoints {
    static func read(_ endpoints: JSONElements, into collector: inout Collector) throws(JSONFault) {
        for value in endpoints {
            var endpoint = VpcEndpoint(id: collector.intern(try value.requiredText("VpcEndpointId")))
            if let word = try value.text("VpcEndpointType") { endpoint.kind = .init(word: word.string) }
            endpoint.name = try collector.nameTag(try value.member("Tags"))
            endpoint.vpc = collector.intern(try value.text("VpcId"))
            endpoint.owner = collector.intern(try value.text("OwnerId"))
            endpoint.service = collector.intern(try value.text("ServiceName"))
            endpoint.state = try collector.state(value, "State")
            endpoint.routeTables = try ids(value, "RouteTableIds", into: &collector)
            endpoint.subnets = try ids(value, "SubnetIds", into: &collector)
            endpoint.interfaces = try ids(value, "NetworkInterfaceIds", into: &collector)
            if let policy = try value.text("PolicyDocument") { endpoint.restricts = EndpointPolicy(policy.string).restricts }
            collector.builder.add(endpoint)
        }
    }

    private static func ids(
        _ value: JSONValue, _ key: StaticString, into collector: inout Collector
    ) throws(JSONFault) -> [TextID] {
        var ids: [TextID] = []
        for id in try value.elements(key) { ids.append(try collector.intern(id)) }
        return ids
    }
}

/// The policy of an endpoint, a JSON text: full access, which an endpoint has by itself, or less.
///
/// Source: https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html
struct EndpointPolicy {
    /// Whether it may let less through than everything; nil where it cannot be read.
    let restricts: Bool?

    init(_ text: String) {
        let isFull = JSONParser.reading(InputBytes(Array(text.utf8))) { root in try Self.isFull(root) }
        restricts = isFull.map { !$0 }
    }

    private static func isFull(_ policy: JSONValue) throws(JSONFault) -> Bool {
        guard let statement = try policy.member("Statement") else { return false }
        let statements = statement.kind == .array ? Array(try statement.elements()) : [statement]
        var isFull = false
        for statement in statements {
            // What is denied beside what is allowed is not all of it.
            guard try statement.text("Effect").map({ "Allow" ~= $0 }) ?? false else { return false }
            if let condition = try statement.member("Condition"), condition.count > 0 { continue }
            guard try isEverything(statement.member("Action")), try isEverything(statement.member("Resource")) else { continue }
            if try isEverybody(statement.member("Principal")) { isFull = true }
        }
        return isFull
    }

    private static func isEverybody(_ value: JSONValue?) throws(JSONFault) -> Bool {
        guard let value, value.kind == .object else { return try isEverything(value) }
        return try isEverything(value.member("AWS"))
    }

    private static func isEverything(_ value: JSONValue?) throws(JSONFault) -> Bool {
        guard let value else { return false }
        if value.kind == .text { return try "*" ~= value.text() }
        guard value.kind == .array else { return false }
        for element in try value.elements() where element.kind == .text {
            if try "*" ~= element.text() { return true }
        }
        return false
    }
}
