import CoreModel

/// Reads `aws ec2 describe-transit-gateways`: `TransitGateways[]`.
///
/// Source: https://docs.aws.amazon.com/cli/latest/reference/ec2/describe-transit-gateways.html#output
enum AwsTransitGateways {
    static func read(_ gateways: JSONElements, from origin: Origin, into collector: inout Collector) throws(JSONFault) {
        for value in gateways {
            var gateway = TransitGateway(id: collector.intern(try value.requiredText("TransitGatewayId")))
            gateway.name = try collector.nameTag(try value.member("Tags"))
            gateway.owner = collector.intern(try value.text("OwnerId"))
            gateway.region = collector.region(of: origin)
            gateway.state = try collector.state(value, "State")
            if let options = try value.member("Options") {
                gateway.keepsReferences = try isEnabled(options, "SecurityGroupReferencingSupport")
                if try isEnabled(options, "DefaultRouteTableAssociation") != false {
                    gateway.associationTable = collector.intern(try options.text("AssociationDefaultRouteTableId"))
                }
                if try isEnabled(options, "DefaultRouteTablePropagation") != false {
                    gateway.propagationTable = collector.intern(try options.text("PropagationDefaultRouteTableId"))
                }
                for block in try options.elements("TransitGatewayCidrBlocks") {
                    gateway.networks.append(try RuleValues.network(block))
                }
            }
            collector.builder.add(gateway)
        }
    }

    /// What an option of a transit gateway or an attachment says: `enable` or `disable`; nil where it is absent.
    static func isEnabled(_ options: JSONValue, _ key: StaticString) throws(JSONFault) -> Bool? {
        try options.text(key).map { ["enable", "enabled"].contains($0.string.lowercased()) }
    }
}

/// Reads the listings of attachments: all of them with their route tables, those of VPCs with their subnets, those that join two gateways.
///
/// Sources: https://docs.aws.amazon.com/cli/latest/reference/ec2/describe-transit-gateway-attachments.html#output,
/// https://docs.aws.amazon.com/cli/latest/reference/ec2/describe-transit-gateway-vpc-attachments.html#output and
/// https://docs.aws.amazon.com/cli/latest/reference/ec2/describe-transit-gateway-peering-attachments.html#output
enum AwsTransitGatewayAttachments {
    /// Reads `describe-transit-gateway-attachments`.
    ///
    /// `isWhole` is false of a page and of a list without its frame: what such a list leaves out of an attachment is not known.
    static func read(
        _ attachments: JSONElements, isWhole: Bool, from origin: Origin, into collector: inout Collector
    ) throws(JSONFault) {
        for value in attachments {
            var attachment = try self.attachment(value, into: &collector)
            if let word = try value.text("ResourceType") { attachment.kind = .init(word: word.string) }
            attachment.resource = collector.intern(try value.text("ResourceId"))
            attachment.resourceOwner = collector.intern(try value.text("ResourceOwnerId"))
            if let association = try value.member("Association") {
                let table = collector.intern(try association.text("TransitGatewayRouteTableId"))
                // A policy table in its place says what nobody here can follow.
                if !table.isNone { attachment.association = .table(table, try collector.state(association, "State")) }
            } else if isWhole, try isToldAssociations(value, from: origin) {
                attachment.association = .none
            }
            collector.builder.add(attachment)
        }
    }

    /// Whether whoever asked owns the gateway, to whom alone associations are told.
    ///
    /// Where nobody says who asked, it is the gateway's owner if the attachment is his too, since others are not shown it.
    private static func isToldAssociations(_ value: JSONValue, from origin: Origin) throws(JSONFault) -> Bool {
        guard let owner = try value.text("TransitGatewayOwnerId")?.string else { return true }
        if let account = origin.account { return account == owner }
        return try value.text("ResourceOwnerId").map { $0.string == owner } ?? true
    }

    /// Reads `describe-transit-gateway-vpc-attachments`, which does not tell associations.
    static func read(ofVpcs attachments: JSONElements, into collector: inout Collector) throws(JSONFault) {
        for value in attachments {
            var attachment = try self.attachment(value, into: &collector)
            attachment.resource = collector.intern(try value.text("VpcId"))
            if !attachment.resource.isNone { attachment.kind = .vpc }
            attachment.resourceOwner = collector.intern(try value.text("VpcOwnerId"))
            if try value.member("SubnetIds") != nil {
                var subnets: [TextID] = []
                for subnet in try value.elements("SubnetIds") { subnets.append(try collector.intern(subnet)) }
                attachment.subnets = subnets
            }
            if let options = try value.member("Options") {
                attachment.keepsReferences = try AwsTransitGateways.isEnabled(options, "SecurityGroupReferencingSupport")
                attachment.usesApplianceMode = try AwsTransitGateways.isEnabled(options, "ApplianceModeSupport")
                attachment.carriesIPv6 = try AwsTransitGateways.isEnabled(options, "Ipv6Support")
            }
            collector.builder.add(attachment)
        }
    }

    /// Reads `describe-transit-gateway-peering-attachments`: each is an attachment of either gateway, with the other as its resource.
    static func read(peerings attachments: JSONElements, into collector: inout Collector) throws(JSONFault) {
        for value in attachments {
            let id = collector.intern(try value.requiredText("TransitGatewayAttachmentId"))
            let accepterID = collector.intern(try value.text("AccepterTransitGatewayAttachmentId"))
            let name = try collector.nameTag(try value.member("Tags"))
            let state = try collector.state(value, "State")
            let requester = try side(try value.member("RequesterTgwInfo"), into: &collector)
            let accepter = try side(try value.member("AccepterTgwInfo"), into: &collector)
            for (id, own, other) in [(id, requester, accepter), (accepterID.isNone ? id : accepterID, accepter, requester)] {
                if own.gateway.isNone { continue }
                var attachment = TransitGatewayAttachment(id: id, gateway: own.gateway)
                attachment.name = name
                attachment.kind = .peering
                attachment.resource = other.gateway.isNone ? other.coreNetwork : other.gateway
                attachment.resourceOwner = other.owner
                attachment.peerRegion = other.region
                attachment.state = state
                collector.builder.add(attachment)
            }
        }
    }

    private struct Side {
        var gateway = TextID.none
        var coreNetwork = TextID.none
        var owner = TextID.none
        var region = TextID.none
    }

    private static func side(_ value: JSONValue?, into collector: inout Collector) throws(JSONFault) -> Side {
        guard let value else { return Side() }
        return Side(
            gateway: collector.intern(try value.text("TransitGatewayId")),
            coreNetwork: collector.intern(try value.text("CoreNetworkId")),
            owner: collector.intern(try value.text("OwnerId")), region: collector.intern(try value.text("Region")))
    }

    private static func attachment(
        _ value: JSONValue, into collector: inout Collector
    ) throws(JSONFault) -> TransitGatewayAttachment {
        var attachment = TransitGatewayAttachment(
            id: collector.intern(try value.requiredText("TransitGatewayAttachmentId")),
            gateway: collector.intern(try value.text("TransitGatewayId")))
        attachment.name = try collector.nameTag(try value.member("Tags"))
        attachment.state = try collector.state(value, "State")
        return attachment
    }
}
