import CoreModel

/// Reads `aws ec2 describe-internet-gateways` and `describe-egress-only-internet-gateways`.
///
/// Sources: https://docs.aws.amazon.com/cli/latest/reference/ec2/describe-internet-gateways.html#output and
/// https://docs.aws.amazon.com/cli/latest/reference/ec2/describe-egress-only-internet-gateways.html#output
enum AwsInternetGateways {
    static func read(
        _ gateways: JSONElements, _ kind: Gateway.Kind, into collector: inout Collector
    ) throws(JSONFault) {
        let id: StaticString = kind == .internet ? "InternetGatewayId" : "EgressOnlyInternetGatewayId"
        for value in gateways {
            var gateway = Gateway(kind, id: collector.intern(try value.requiredText(id)))
            gateway.name = try collector.nameTag(try value.member("Tags"))
            gateway.owner = collector.intern(try value.text("OwnerId"))
            gateway.attachments = try collector.attachments(value, "Attachments")
            collector.builder.add(gateway)
        }
    }
}

extension Collector {
    /// The VPCs that a gateway is attached to; nil where the member is absent that lists them.
    mutating func attachments(_ gateway: JSONValue, _ key: StaticString) throws(JSONFault) -> [GatewayAttachment]? {
        if !gateway.has(key) { return nil }
        var attachments: [GatewayAttachment] = []
        for attachment in try gateway.elements(key) {
            let vpc = intern(try attachment.requiredText("VpcId"))
            attachments.append(GatewayAttachment(vpc: vpc, state: try state(attachment, "State")))
        }
        return attachments
    }
}

/// Reads `aws ec2 describe-nat-gateways`: `NatGateways[]`.
///
/// Source: https://docs.aws.amazon.com/cli/latest/reference/ec2/describe-nat-gateways.html#output
enum AwsNatGateways {
    static func read(_ gateways: JSONElements, into collector: inout Collector) throws(JSONFault) {
        for value in gateways {
            var gateway = NatGateway(id: collector.intern(try value.requiredText("NatGatewayId")))
            gateway.name = try collector.nameTag(try value.member("Tags"))
            gateway.vpc = collector.intern(try value.text("VpcId"))
            gateway.subnet = collector.intern(try value.text("SubnetId"))
            gateway.state = try collector.state(value, "State")
            gateway.isPrivate = try value.text("ConnectivityType").map { $0.string.lowercased() == "private" } ?? false
            gateway.isRegional = try value.text("AvailabilityMode").map { $0.string.lowercased() == "regional" } ?? false
            gateway.provisionsZones = try value.text("AutoProvisionZones").map { $0.string.lowercased() == "enabled" }
            gateway.routeTable = collector.intern(try value.text("RouteTableId"))
            for appliance in try value.elements("AttachedAppliances") where appliance.kind == .object {
                gateway.hasAppliances = true
            }
            for entry in try value.elements("NatGatewayAddresses") {
                gateway.addresses.append(try address(entry, into: &collector))
            }
            collector.builder.add(gateway)
        }
    }

    private static func address(_ value: JSONValue, into collector: inout Collector) throws(JSONFault) -> NatAddress {
        var address = NatAddress()
        if try value.text("PrivateIp") != nil { address.privateAddress = try RuleValues.address(try value.required("PrivateIp")) }
        if try value.text("PublicIp") != nil { address.publicAddress = try RuleValues.address(try value.required("PublicIp")) }
        address.interface = collector.intern(try value.text("NetworkInterfaceId"))
        address.zone = collector.intern(try value.text("AvailabilityZone"))
        address.isPrimary = try value.member("IsPrimary")?.boolean() ?? false
        address.state = try collector.state(value, "Status")
        return address
    }
}

/// Reads `aws ec2 describe-addresses`: `Addresses[]`.
///
/// Source: https://docs.aws.amazon.com/cli/latest/reference/ec2/describe-addresses.html#output
enum AwsAddresses {
    static func read(_ addresses: JSONElements, into collector: inout Collector) throws(JSONFault) {
        // Of a Wavelength zone's address only the carrier's is told.
        for value in addresses where try value.text("PublicIp") != nil {
            var address = PublicAddress(try RuleValues.address(try value.required("PublicIp")))
            address.allocation = collector.intern(try value.text("AllocationId"))
            address.interface = collector.intern(try value.text("NetworkInterfaceId"))
            if try value.text("PrivateIpAddress") != nil {
                address.privateAddress = try RuleValues.address(try value.required("PrivateIpAddress"))
            }
            collector.builder.add(address)
        }
    }
}

/// Reads `aws ec2 describe-vpc-block-public-access-options`, an object, and `describe-vpc-block-public-access-exclusions`.
///
/// Sources: https://docs.aws.amazon.com/cli/latest/reference/ec2/describe-vpc-block-public-access-options.html#output and
/// https://docs.aws.amazon.com/cli/latest/reference/ec2/describe-vpc-block-public-access-exclusions.html#output
enum AwsPublicAccess {
    static func read(options value: JSONValue, from origin: Origin, into collector: inout Collector) throws(JSONFault) {
        var scope = Scope(
            account: collector.intern(try value.text("AwsAccountId")), region: collector.intern(try value.text("AwsRegion")))
        if scope.account.isNone { scope.account = collector.account(of: origin) }
        if scope.region.isNone { scope.region = collector.region(of: origin) }
        let mode = GatewayBlockMode(word: try value.text("InternetGatewayBlockMode")?.string ?? "")
        let isChanging = try value.text("State").map { $0.string.lowercased().hasSuffix("in-progress") } ?? false
        collector.builder.add(PublicAccessBlock(scope: scope, mode: mode, isChanging: isChanging))
    }

    static func read(exclusions: JSONElements, into collector: inout Collector) throws(JSONFault) {
        for value in exclusions {
            let arn = try value.text("ResourceArn")?.string ?? ""
            let resource = arn.split(separator: "/").last.map(String.init) ?? ""
            collector.builder.add(
                PublicAccessExclusion(
                    id: collector.intern(try value.requiredText("ExclusionId")), resource: collector.builder.intern(resource),
                    mode: PublicAccessExclusion.mode(word: try value.text("InternetGatewayExclusionMode")?.string ?? ""),
                    state: PublicAccessExclusion.state(word: try value.text("State")?.string ?? "")))
        }
    }

    /// What Block Public Access stops in a VPC or a subnet, where it tells that itself.
    static func mode(_ value: JSONValue) throws(JSONFault) -> GatewayBlockMode? {
        guard let states = try value.member("BlockPublicAccessStates"), let word = try states.text("InternetGatewayBlockMode")
        else { return nil }
        return GatewayBlockMode(word: word.string)
    }
}
