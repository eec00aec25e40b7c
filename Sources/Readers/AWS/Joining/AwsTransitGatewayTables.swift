import CoreModel

/// Reads `aws ec2 describe-transit-gateway-route-tables`: `TransitGatewayRouteTables[]`.
///
/// Source: https://docs.aws.amazon.com/cli/latest/reference/ec2/describe-transit-gateway-route-tables.html#output
enum AwsTransitGatewayTables {
    static func read(_ tables: JSONElements, into collector: inout Collector) throws(JSONFault) {
        for value in tables {
            var table = TransitGatewayTable(id: collector.intern(try value.requiredText("TransitGatewayRouteTableId")))
            table.name = try collector.nameTag(try value.member("Tags"))
            table.gateway = collector.intern(try value.text("TransitGatewayId"))
            table.state = try collector.state(value, "State")
            collector.builder.add(table)
        }
    }
}

/// Reads what is asked of one table of a transit gateway and does not name it in the answer: its routes, associations and propagations.
///
/// The table is told by a snapshot, by the file's name, or by what somebody wrapped the answers in: Batfish keeps lists of
/// `TransitGatewayStaticRoutes` and `TransitGatewayPropagations`, each with its `TransitGatewayRouteTableId`.
///
/// Sources: https://docs.aws.amazon.com/cli/latest/reference/ec2/search-transit-gateway-routes.html#output,
/// https://docs.aws.amazon.com/cli/latest/reference/ec2/get-transit-gateway-route-table-associations.html#output and
/// https://docs.aws.amazon.com/cli/latest/reference/ec2/get-transit-gateway-route-table-propagations.html#output
enum AwsTransitGatewayTableParts {
    /// One kind of what a table has.
    private enum Part: CaseIterable {
        case routes, associations, propagations

        var operation: String {
            switch self {
            case .routes: "search-transit-gateway-routes"
            case .associations: "get-transit-gateway-route-table-associations"
            case .propagations: "get-transit-gateway-route-table-propagations"
            }
        }

        /// How a sentence calls it.
        var name: String {
            switch self {
            case .routes: "routes"
            case .associations: "associations"
            case .propagations: "propagations"
            }
        }
    }

    /// Reads a member of an answer; false when it is nothing of a table.
    static func read(
        _ key: JSONText, _ value: JSONValue, of root: JSONValue, isCut: Bool, from origin: Origin, into collector: inout Collector
    ) throws(JSONFault) -> Bool {
        guard value.kind == .array else { return false }
        let elements = try value.elements()
        switch key {
        case "Routes":
            guard isAnswer(of: .routes, elements, root.has("AdditionalRoutesAvailable"), origin, marks: "Type", "State") else {
                return false
            }
            let hasMore = try hasMoreRoutes(root)
            try read(.routes, elements, isCut: isCut || hasMore, from: origin, into: &collector)
        case "Associations":
            guard isAnswer(of: .associations, elements, false, origin, marks: "TransitGatewayAttachmentId", "ResourceType") else {
                return false
            }
            try read(.associations, elements, isCut: isCut, from: origin, into: &collector)
        case "TransitGatewayRouteTablePropagations":
            // Batfish's own wrapping has the table beside it.
            if root.has("TransitGatewayRouteTableId") { return false }
            try read(.propagations, elements, isCut: isCut, from: origin, into: &collector)
        case "TransitGatewayStaticRoutes":
            for element in elements {
                var table = try table(of: element, into: &collector)
                try add(routes: try element.elements("Routes"), to: &table, into: &collector)
                table.routeKnowledge = try hasMoreRoutes(element) ? .partial(.page) : .complete
                collector.builder.add(table)
            }
        case "TransitGatewayPropagations":
            for element in elements {
                var table = try table(of: element, into: &collector)
                let propagations = try element.elements("TransitGatewayRouteTablePropagations")
                try add(propagations: propagations, to: &table, isCut: try element.text("NextToken") != nil, into: &collector)
                collector.builder.add(table)
            }
        default: return false
        }
        return true
    }

    private static func table(of element: JSONValue, into collector: inout Collector) throws(JSONFault) -> TransitGatewayTable {
        TransitGatewayTable(id: collector.intern(try element.requiredText("TransitGatewayRouteTableId")))
    }

    /// Whether a list of a name that many tools write is what the call answers: the snapshot or the file says so, or what only it has.
    private static func isAnswer(
        of part: Part, _ elements: JSONElements, _ isMarked: Bool, _ origin: Origin, marks first: StaticString,
        _ second: StaticString
    ) -> Bool {
        if origin.call.map({ $0 == "ec2 \(part.operation)" }) ?? (isMarked || origin.name.hasPrefix(part.operation)) {
            return elements.allSatisfy { $0.kind == .object }
        }
        if part == .routes, !elements.allSatisfy({ $0.has("DestinationCidrBlock") || $0.has("PrefixListId") }) { return false }
        return !elements.isEmpty
            && elements.allSatisfy { $0.has(first) && $0.has(second) && !$0.has("TransitGatewayPolicyTableId") }
    }

    /// Whether there are routes that a search did not answer.
    ///
    /// The command leaves the word for it out where it asks for further pages itself. Where AWS gives no further page, it gives 1,000 routes
    /// at most.
    private static func hasMoreRoutes(_ answer: JSONValue) throws(JSONFault) -> Bool {
        if try answer.text("NextToken") != nil { return true }
        if let hasMore = try answer.member("AdditionalRoutesAvailable") { return try hasMore.boolean() }
        return try answer.member("Routes")?.count == 1000
    }

    private static func read(
        _ part: Part, _ elements: JSONElements, isCut: Bool, from origin: Origin, into collector: inout Collector
    ) throws(JSONFault) {
        guard let id = origin.subject ?? tableID(inFileName: origin.name, after: part.operation) else {
            collector.builder.note(
                "\(origin.file) has the \(part.name) of a transit gateway's route table, of which table? It is not used: "
                    + "put the id (tgw-rtb-...) into the file's name, as in \(part.operation).tgw-rtb-0123456789abcdef0.json")
            return
        }
        var table = TransitGatewayTable(id: collector.builder.intern(id))
        switch part {
        case .routes:
            try add(routes: elements, to: &table, into: &collector)
            table.routeKnowledge = isCut ? .partial(.page) : .complete
            // A file does not tell whether it was asked for static routes alone; a snapshot's is never.
            if origin.call != nil { table.listsPropagatedRoutes = true }
        case .associations: try add(associations: elements, to: &table, isCut: isCut, into: &collector)
        case .propagations: try add(propagations: elements, to: &table, isCut: isCut, into: &collector)
        }
        collector.builder.add(table)
        if isCut { collector.noteCut("\(part.name) of \(id)", in: origin) }
    }

    /// The table that a file's name tells: what stands after the call, else `tgw-rtb-` with hexadecimal digits after it.
    private static func tableID(inFileName name: String, after operation: String) -> String? {
        if name.hasPrefix(operation + ".") {
            let word = name.dropFirst(operation.utf8.count + 1).prefix { $0 != "." }
            if word.hasPrefix("tgw-rtb-") { return String(word) }
        }
        guard let start = name.firstRange(of: "tgw-rtb-") else { return nil }
        let digits = name[start.upperBound...].prefix { $0.isASCII && $0.isHexDigit && !$0.isUppercase }
        return digits.isEmpty ? nil : "tgw-rtb-\(digits)"
    }

    // MARK: What a table has

    private static func add(
        routes: JSONElements, to table: inout TransitGatewayTable, into collector: inout Collector
    ) throws(JSONFault) {
        for value in routes {
            guard let route = try route(value, into: &collector) else { continue }
            table.routes.append(route)
            if route.origin == .propagated { table.listsPropagatedRoutes = true }
        }
    }

    /// A route; nil of one that is deleted.
    private static func route(_ value: JSONValue, into collector: inout Collector) throws(JSONFault) -> TransitGatewayRoute? {
        let list = collector.intern(try value.text("PrefixListId"))
        let block = try value.text("DestinationCidrBlock") == nil ? nil : try value.required("DestinationCidrBlock")
        let destination: Route.Destination =
            if let block {
                .network(try RuleValues.network(block))
            } else if !list.isNone {
                .prefixList(list)
            } else {
                .unknown(collector.builder.intern("the destination of a route, which is not in the input"))
            }
        var route = TransitGatewayRoute(destination, origin: .written, prefixList: list)
        if let word = try value.text("Type")?.string.lowercased() {
            route.origin = word == "propagated" ? .propagated : .written
            if !["static", "propagated"].contains(word) { route.doubt = collector.builder.doubt("a route of the type \(word)") }
        }
        if let word = try value.text("State")?.string.lowercased() {
            switch word {
            case "active": route.state = .active
            case "blackhole": route.state = .blackhole
            case "deleted": return nil
            default: route.doubt = collector.builder.doubt("a route in the state \(word)")
            }
        }
        for hop in try value.elements("TransitGatewayAttachments") {
            route.hops.append(
                TransitGatewayRoute.Hop(
                    attachment: collector.intern(try hop.text("TransitGatewayAttachmentId")),
                    kind: .init(word: try hop.text("ResourceType")?.string ?? ""),
                    resource: collector.intern(try hop.text("ResourceId"))))
        }
        return route
    }

    private static func add(
        associations: JSONElements, to table: inout TransitGatewayTable, isCut: Bool, into collector: inout Collector
    ) throws(JSONFault) {
        table.associationKnowledge = isCut ? .partial(.page) : .complete
        for value in associations {
            var attachment = TransitGatewayAttachment(id: collector.intern(try value.requiredText("TransitGatewayAttachmentId")))
            if let word = try value.text("ResourceType") { attachment.kind = .init(word: word.string) }
            attachment.resource = collector.intern(try value.text("ResourceId"))
            collector.builder.add(attachment)
            table.associations.append(TransitGatewayAssociation(attachment.id, try collector.state(value, "State")))
        }
    }

    private static func add(
        propagations: JSONElements, to table: inout TransitGatewayTable, isCut: Bool, into collector: inout Collector
    ) throws(JSONFault) {
        table.propagationKnowledge = isCut ? .partial(.page) : .complete
        for value in propagations {
            let attachment = collector.intern(try value.requiredText("TransitGatewayAttachmentId"))
            switch try value.text("State")?.string.lowercased() ?? "enabled" {
            case "enabled": table.propagations.append(attachment)
            case "disabled": break
            case let word:
                table.propagationKnowledge = .partial(.unsettled(collector.builder.intern("a propagation in the state \(word)")))
            }
        }
    }
}
