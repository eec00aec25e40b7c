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
        case "VpcPeeringConnections":
            Form(kind: .peeringConnections, id: "VpcPeeringConnectionId", name: "peering connections")
        case "TransitGateways": Form(kind: .transitGateways, id: "TransitGatewayId", name: "transit gateways")
        case "TransitGatewayAttachments":
            Form(kind: .transitGatewayAttachments, id: "TransitGatewayAttachmentId", name: "transit gateway attachments")
        case "TransitGatewayVpcAttachments":
            Form(
                kind: .transitGatewayVpcAttachments, id: "TransitGatewayAttachmentId", name: "transit gateway attachments of VPCs"
            )
        case "TransitGatewayPeeringAttachments":
            Form(kind: .transitGatewayPeeringAttachments, id: "TransitGatewayAttachmentId", name: "transit gateway peerings")
        case "TransitGatewayRouteTables":
            Form(kind: .transitGatewayTables, id: "TransitGatewayRouteTableId", name: "route tables of transit gateways")
        case "VpnGateways": Form(kind: .vpnGateways, id: "VpnGatewayId", name: "virtual private gateways")
        case "VpnConnections": Form(kind: .vpnConnections, id: "VpnConnectionId", name: "VPN connections")
        case "CustomerGateways": Form(kind: .customerGateways, id: "CustomerGatewayId", name: "customer gateways")
        case "directConnectGateways":
            Form(kind: .directConnectGateways, id: "directConnectGatewayId", name: "Direct Connect gateways")
        case "VpcEndpoints": Form(kind: .endpoints, id: "VpcEndpointId", name: "VPC endpoints")
        case "Firewalls": Form(kind: .firewalls, id: "FirewallArn", name: "firewalls")
        default: nil
        }
    }

    /// Reads a list by its name; false when it is none of these.
    ///
    /// `root` is the answer that holds it.
    static func read(
        _ key: JSONText, _ value: JSONValue, of root: JSONValue, isCut: Bool, from origin: Origin, into collector: inout Collector
    ) throws(JSONFault) -> Bool {
        if try readMember(key, value, of: root, from: origin, into: &collector) { return true }
        if try AwsTransitGatewayTableParts.read(key, value, of: root, isCut: isCut, from: origin, into: &collector) {
            return true
        }
        guard let form = form(key), value.kind == .array else { return false }
        let elements = try value.elements()
        // Other tools write lists of such names; only these have the ids.
        guard elements.allSatisfy({ $0.has(form.id) }) else { return false }
        try read(elements, form.kind, isWhole: !isCut, from: origin, into: &collector)
        collector.note(form.kind, isComplete: !isCut, vpcs: try vpcs(elements, &collector), from: origin)
        if isCut { collector.noteCut(form.name, in: origin) }
        return true
    }

    /// Reads what is no listing of a kind: an object, or what belongs to elements of one.
    private static func readMember(
        _ key: JSONText, _ value: JSONValue, of root: JSONValue, from origin: Origin, into collector: inout Collector
    ) throws(JSONFault) -> Bool {
        switch key {
        case "VpcBlockPublicAccessOptions":
            guard value.kind == .object else { return false }
            try AwsPublicAccess.read(options: value, from: origin, into: &collector)
            collector.note(.publicAccessOptions, isComplete: true, from: origin)
        case "Firewall":
            guard value.has("FirewallArn") else { return false }
            try AwsFirewalls.read(firewall: value, status: try root.member("FirewallStatus"), into: &collector)
        case "directConnectGatewayAssociations":
            guard value.kind == .array else { return false }
            let elements = try value.elements()
            guard elements.allSatisfy({ $0.has("directConnectGatewayId") }) else { return false }
            try AwsDirectConnectGateways.read(associations: elements, into: &collector)
        default: return false
        }
        return true
    }

    /// Reads elements without their frame: whoever took them out may have left some out.
    static func read(
        part elements: JSONElements, _ kind: NetworkListing.Kind, from origin: Origin, into collector: inout Collector
    ) throws(JSONFault) {
        try read(elements, kind, isWhole: false, from: origin, into: &collector)
        collector.note(kind, isComplete: false, vpcs: try vpcs(elements, &collector), from: origin)
    }

    /// Reads elements without their frame that are all that there are.
    static func read(
        all elements: JSONElements, _ kind: NetworkListing.Kind, from origin: Origin, into collector: inout Collector
    ) throws(JSONFault) {
        try read(elements, kind, isWhole: true, from: origin, into: &collector)
        collector.note(kind, isComplete: true, vpcs: try vpcs(elements, &collector), from: origin)
    }

    private static func read(
        _ elements: JSONElements, _ kind: NetworkListing.Kind, isWhole: Bool, from origin: Origin,
        into collector: inout Collector
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
        case .peeringConnections: try AwsPeerings.read(elements, into: &collector)
        case .transitGateways: try AwsTransitGateways.read(elements, from: origin, into: &collector)
        case .transitGatewayAttachments:
            try AwsTransitGatewayAttachments.read(elements, isWhole: isWhole, from: origin, into: &collector)
        case .transitGatewayVpcAttachments: try AwsTransitGatewayAttachments.read(ofVpcs: elements, into: &collector)
        case .transitGatewayPeeringAttachments: try AwsTransitGatewayAttachments.read(peerings: elements, into: &collector)
        case .transitGatewayTables: try AwsTransitGatewayTables.read(elements, into: &collector)
        case .vpnGateways: try AwsVpnGateways.read(elements, into: &collector)
        case .vpnConnections: try AwsVpnConnections.read(elements, into: &collector)
        case .customerGateways: try AwsCustomerGateways.read(elements, into: &collector)
        case .directConnectGateways: try AwsDirectConnectGateways.read(elements, into: &collector)
        case .endpoints: try AwsEndpoints.read(elements, into: &collector)
        case .firewalls: try AwsFirewalls.read(elements, into: &collector)
        case .subnets, .publicAccessOptions: break
        }
    }

    /// The VPCs that elements are of, by themselves, by their attachments or by their sides.
    static func vpcs(_ elements: JSONElements, _ collector: inout Collector) throws(JSONFault) -> Set<TextID> {
        var vpcs: Set<TextID> = []
        for element in elements {
            vpcs.insert(collector.intern(try element.text("VpcId")))
            for list: StaticString in ["Attachments", "VpcAttachments"] {
                for attachment in try element.elements(list) where attachment.kind == .object {
                    vpcs.insert(collector.intern(try attachment.text("VpcId")))
                }
            }
            for side: StaticString in ["RequesterVpcInfo", "AccepterVpcInfo"] {
                vpcs.insert(collector.intern(try element.member(side)?.text("VpcId")))
            }
            if let type = try element.text("ResourceType"), "vpc" ~= type {
                vpcs.insert(collector.intern(try element.text("ResourceId")))
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
        case "ec2 describe-vpc-peering-connections": .peeringConnections
        case "ec2 describe-transit-gateways": .transitGateways
        case "ec2 describe-transit-gateway-attachments": .transitGatewayAttachments
        case "ec2 describe-transit-gateway-vpc-attachments": .transitGatewayVpcAttachments
        case "ec2 describe-transit-gateway-peering-attachments": .transitGatewayPeeringAttachments
        case "ec2 describe-transit-gateway-route-tables": .transitGatewayTables
        case "ec2 describe-vpn-gateways": .vpnGateways
        case "ec2 describe-vpn-connections": .vpnConnections
        case "ec2 describe-customer-gateways": .customerGateways
        case "directconnect describe-direct-connect-gateways": .directConnectGateways
        case "ec2 describe-vpc-endpoints": .endpoints
        case "network-firewall list-firewalls": .firewalls
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
