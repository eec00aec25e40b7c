import Foundation
import Testing

/// A moto server on loopback, with groups made through its API.
final class MotoServer {
    let url: String
    private let process = Process()

    /// Starts it on a free port; `regions` get what `script` makes.
    init(groupsIn regions: [String] = ["us-east-1"], by script: String = "moto-groups.py") throws {
        let missing = ["moto_server", "aws", "python3"].filter { AwsWorld.path(of: $0) == nil }
        try #require(
            missing.isEmpty,
            "\(missing.joined(separator: ", ")) not on the PATH: python3 -m venv .build/python && .build/python/bin/pip install \"moto[server]\" awscli, then PATH=\"$PWD/.build/python/bin:$PATH\" swift test"
        )
        let port = try LoopbackServer.freePort()
        url = "http://127.0.0.1:\(port)"
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["moto_server", "-H", "127.0.0.1", "-p", "\(port)"]
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        let end = Date.now + 60
        while !LoopbackServer.answers(port) {
            try #require(Date.now < end && process.isRunning, "moto_server did not start")
            Thread.sleep(forTimeInterval: 0.1)
        }
        for region in regions {
            let maker = Process()
            maker.executableURL = URL(filePath: "/usr/bin/env")
            maker.arguments = ["python3", Places.stored.appending(path: script).path, url, region]
            try maker.run()
            maker.waitUntilExit()
            try #require(maker.terminationStatus == 0, "the groups cannot be made: see the lines above")
        }
    }

    deinit {
        // Processes that Foundation starts may have SIGTERM blocked.
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }
}

/// The environment in which the program finds an `aws` command.
enum AwsWorld {
    /// The user's own, with keys that only moto takes.
    static var environment: [String: String] {
        var result = [
            "AWS_ACCESS_KEY_ID": "x", "AWS_SECRET_ACCESS_KEY": "y", "AWS_DEFAULT_REGION": "us-east-1",
            "AWS_EC2_METADATA_DISABLED": "true", "AWS_MAX_ATTEMPTS": "1",
        ]
        result["PATH"] = ProcessInfo.processInfo.environment["PATH"]
        result["HOME"] = ProcessInfo.processInfo.environment["HOME"]
        return result
    }

    /// One in which `aws` is a shell script: what stands in the cases of `$1 $2`, and empty answers otherwise.
    static func environment(_ scratch: Scratch, cases: String) throws -> [String: String] {
        let script = """
            #!/bin/sh
            echo "$1 $2" >> "\(scratch.directory.path)/calls"
            case "$1 $2" in
            \(cases)
            "sts get-caller-identity") echo '{"Account": "123456789012"}' ;;
            "configure get") exit 1 ;;
            *" describe-security-groups") echo '{"SecurityGroups": []}' ;;
            *" describe-security-group-rules") echo '{"SecurityGroupRules": []}' ;;
            *" describe-network-interfaces") echo '{"NetworkInterfaces": []}' ;;
            *" describe-subnets") echo '{"Subnets": []}' ;;
            *" describe-route-tables") echo '{"RouteTables": []}' ;;
            *" describe-network-acls") echo '{"NetworkAcls": []}' ;;
            *" describe-internet-gateways") echo '{"InternetGateways": []}' ;;
            *" describe-egress-only-internet-gateways") echo '{"EgressOnlyInternetGateways": []}' ;;
            *" describe-nat-gateways") echo '{"NatGateways": []}' ;;
            *" describe-addresses") echo '{"Addresses": []}' ;;
            *" describe-vpc-block-public-access-options") echo '{"VpcBlockPublicAccessOptions": {}}' ;;
            *" describe-vpc-block-public-access-exclusions") echo '{"VpcBlockPublicAccessExclusions": []}' ;;
            *" describe-vpc-peering-connections") echo '{"VpcPeeringConnections": []}' ;;
            *" describe-transit-gateways") echo '{"TransitGateways": []}' ;;
            *" describe-transit-gateway-attachments") echo '{"TransitGatewayAttachments": []}' ;;
            *" describe-transit-gateway-vpc-attachments") echo '{"TransitGatewayVpcAttachments": []}' ;;
            *" describe-transit-gateway-peering-attachments") echo '{"TransitGatewayPeeringAttachments": []}' ;;
            *" describe-transit-gateway-route-tables") echo '{"TransitGatewayRouteTables": []}' ;;
            *" search-transit-gateway-routes") echo '{"Routes": [], "AdditionalRoutesAvailable": false}' ;;
            *" get-transit-gateway-route-table-associations") echo '{"Associations": []}' ;;
            *" get-transit-gateway-route-table-propagations") echo '{"TransitGatewayRouteTablePropagations": []}' ;;
            *" describe-vpn-gateways") echo '{"VpnGateways": []}' ;;
            *" describe-vpn-connections") echo '{"VpnConnections": []}' ;;
            *" describe-customer-gateways") echo '{"CustomerGateways": []}' ;;
            *" describe-direct-connect-gateways") echo '{"directConnectGateways": []}' ;;
            *" describe-direct-connect-gateway-associations") echo '{"directConnectGatewayAssociations": []}' ;;
            *" describe-vpc-endpoints") echo '{"VpcEndpoints": []}' ;;
            *" describe-prefix-lists") echo '{"PrefixLists": []}' ;;
            *" list-firewalls") echo '{"Firewalls": []}' ;;
            *" describe-firewall") echo '{"Firewall": {}}' ;;
            *" describe-instances") echo '{"Reservations": []}' ;;
            *" describe-db-instances") echo '{"DBInstances": []}' ;;
            *" describe-db-clusters") echo '{"DBClusters": []}' ;;
            "elbv2 describe-load-balancers") echo '{"LoadBalancers": []}' ;;
            "elb describe-load-balancers") echo '{"LoadBalancerDescriptions": []}' ;;
            *" describe-target-groups") echo '{"TargetGroups": []}' ;;
            *" describe-target-health") echo '{"TargetHealthDescriptions": []}' ;;
            *" describe-target-group-attributes") echo '{"Attributes": []}' ;;
            "elbv2 describe-load-balancer-attributes") echo '{"Attributes": []}' ;;
            "elb describe-load-balancer-attributes") echo '{"LoadBalancerAttributes": {}}' ;;
            *" describe-listeners") echo '{"Listeners": []}' ;;
            *" describe-rules") echo '{"Rules": []}' ;;
            *" describe-cache-clusters") echo '{"CacheClusters": []}' ;;
            *" list-functions") echo '{"Functions": []}' ;;
            *" describe-vpcs") echo '{"Vpcs": []}' ;;
            *" describe-managed-prefix-lists") echo '{"PrefixLists": []}' ;;
            *" list-clusters") echo '{"clusterArns": []}' ;;
            *" describe-stale-security-groups") echo '{"StaleSecurityGroupSet": []}' ;;
            *" get-managed-prefix-list-entries") echo '{"Entries": []}' ;;
            *" list-tasks") echo '{"taskArns": []}' ;;
            *" describe-tasks") echo '{"tasks": []}' ;;
            esac

            """
        try scratch.writeProgram("bin/aws", script)
        return ["PATH": scratch.directory.path + "/bin:/usr/bin:/bin", "AWS_DEFAULT_REGION": "us-east-1"]
    }

    static func path(of command: String) -> String? {
        (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map { "\($0)/\(command)" }
            .first { FileManager.default.isExecutableFile(atPath: $0) }
    }
}
