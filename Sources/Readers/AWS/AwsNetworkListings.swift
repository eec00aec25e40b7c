import CoreModel

/// Listings of what carries and filters packets, by the names that answers give their lists.
enum AwsNetworkListings {
    private struct Form {
        var kind: NetworkListing.Kind
        /// What only these elements have.
        var id: StaticString
        /// How a sentence calls them.
        var name: String
    }

    private static func form(_ key: JSONText) -> Form? {
        switch key {
        case "RouteTables": Form(kind: .routeTables, id: "RouteTableId", name: "route tables")
        case "NetworkAcls": Form(kind: .networkACLs, id: "NetworkAclId", name: "network ACLs")
        case "InternetGateways": Form(kind: .internetGateways, id: "InternetGatewayId", name: "internet gateways")
        case "EgressOnlyInternetGateways":
            Form(
                kind: .egressOnlyInternetGateways, id: "EgressOnlyInternetGatewayId", name: "egress-only internet gateways")
        case "NatGateways": Form(kind: .natGateways, id: "NatGatewayId", name: "NAT gateways")
        case "Addresses": Form(kind: .addresses, id: "AllocationId", name: "addresses")
        case "VpcBlockPublicAccessExclusions":
            Form(kind: .publicAccessExclusions, id: "ExclusionId", name: "exclusions from Block Public Access")
        default: nil
        }
    }

    /// Reads a list by its name; false when it is none of these.
    static func read(
        _ key: JSONText, _ value: JSONValue, isCut: Bool, from origin: Origin, into collector: inout Collector
    ) throws(JSONFault) -> Bool {
        if "VpcBlockPublicAccessOptions" ~= key {
            guard value.kind == .object else { return false }
            try AwsPublicAccess.read(options: value, from: origin, into: &collector)
            collector.note(.publicAccessOptions, isComplete: true, from: origin)
            return true
        }
        guard let form = form(key), value.kind == .array else { return false }
        let elements = try value.elements()
        // Other tools write lists of such names; only these have the ids.
        guard elements.allSatisfy({ $0.has(form.id) }) else { return false }
        try read(elements, form.kind, from: origin, into: &collector)
        collector.note(form.kind, isComplete: !isCut, vpcs: try vpcs(elements, &collector), from: origin)
        if isCut { collector.noteCut(form.name, in: origin) }
        return true
    }

    /// Reads elements without their frame: whoever took them out may have left some out.
    static func read(
        part elements: JSONElements, _ kind: NetworkListing.Kind, from origin: Origin, into collector: inout Collector
    ) throws(JSONFault) {
        try read(elements, kind, from: origin, into: &collector)
        collector.note(kind, isComplete: false, vpcs: try vpcs(elements, &collector), from: origin)
    }

    private static func read(
        _ elements: JSONElements, _ kind: NetworkListing.Kind, from origin: Origin, into collector: inout Collector
    ) throws(JSONFault) {
        switch kind {
        case .routeTables:
            if !elements.isEmpty { collector.builder.noteUnreadLayer("route tables") }
            try AwsRouteTables.read(elements, from: origin, into: &collector)
        case .networkACLs:
            if !elements.isEmpty { collector.builder.noteUnreadLayer("network ACLs") }
            try AwsNetworkACLs.read(elements, from: origin, into: &collector)
        case .internetGateways: try AwsInternetGateways.read(elements, .internet, into: &collector)
        case .egressOnlyInternetGateways: try AwsInternetGateways.read(elements, .egressOnly, into: &collector)
        case .natGateways: try AwsNatGateways.read(elements, into: &collector)
        case .addresses: try AwsAddresses.read(elements, into: &collector)
        case .publicAccessExclusions: try AwsPublicAccess.read(exclusions: elements, into: &collector)
        case .peeringConnections, .transitGateways, .transitGatewayAttachments, .transitGatewayTables, .vpnGateways,
            .vpnConnections, .endpoints, .firewalls, .subnets, .publicAccessOptions:
            break
        }
    }

    /// The VPCs that elements are of, by themselves or by their attachments.
    static func vpcs(_ elements: JSONElements, _ collector: inout Collector) throws(JSONFault) -> Set<TextID> {
        var vpcs: Set<TextID> = []
        for element in elements {
            vpcs.insert(collector.intern(try element.text("VpcId")))
            for attachment in try element.elements("Attachments") where attachment.kind == .object {
                vpcs.insert(collector.intern(try attachment.text("VpcId")))
            }
        }
        return vpcs.subtracting([.none])
    }

    /// What a call lists, by its name in a snapshot; nil for every other call.
    static func kind(ofCall call: String) -> NetworkListing.Kind? {
        switch call {
        case "ec2 describe-subnets": .subnets
        case "ec2 describe-route-tables": .routeTables
        case "ec2 describe-network-acls": .networkACLs
        case "ec2 describe-internet-gateways": .internetGateways
        case "ec2 describe-egress-only-internet-gateways": .egressOnlyInternetGateways
        case "ec2 describe-nat-gateways": .natGateways
        case "ec2 describe-addresses": .addresses
        case "ec2 describe-vpc-block-public-access-options": .publicAccessOptions
        case "ec2 describe-vpc-block-public-access-exclusions": .publicAccessExclusions
        default: nil
        }
    }
}

extension Collector {
    /// Says that things of a kind were listed by the account and the region that a document is of.
    mutating func note(
        _ kind: NetworkListing.Kind, isComplete: Bool, vpcs: Set<TextID> = [], isRefused: Bool = false, from origin: Origin
    ) {
        var listing = NetworkListing(kind, of: scope(of: origin), isComplete: isComplete, vpcs: vpcs)
        listing.isRefused = isRefused
        builder.note(listing, file: origin.file)
    }
}
