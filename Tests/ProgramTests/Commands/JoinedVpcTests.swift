import Foundation
import Testing

/// Two VPCs of a template that a peering connection joins, asked as a user asks.
@Suite("The program between VPCs")
struct JoinedVpcTests {
    /// The template; `back` are further resources.
    private static func template(_ back: String) -> String {
        """
        AWSTemplateFormatVersion: "2010-09-09"
        Resources:
          A: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
          B: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.1.0.0/16}}
          SA: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref A, CidrBlock: 10.0.1.0/24}}
          SB: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref B, CidrBlock: 10.1.1.0/24}}
          RA: {Type: AWS::EC2::RouteTable, Properties: {VpcId: !Ref A}}
          RB: {Type: AWS::EC2::RouteTable, Properties: {VpcId: !Ref B}}
          AA: {Type: AWS::EC2::SubnetRouteTableAssociation, Properties: {SubnetId: !Ref SA, RouteTableId: !Ref RA}}
          AB: {Type: AWS::EC2::SubnetRouteTableAssociation, Properties: {SubnetId: !Ref SB, RouteTableId: !Ref RB}}
          P: {Type: AWS::EC2::VPCPeeringConnection, Properties: {VpcId: !Ref A, PeerVpcId: !Ref B}}
          R: {Type: AWS::EC2::Route, Properties: {RouteTableId: !Ref RA, DestinationCidrBlock: 10.1.0.0/16, VpcPeeringConnectionId: !Ref P}}
          GA: {Type: AWS::EC2::SecurityGroup, Properties: {GroupName: app, GroupDescription: a, VpcId: !Ref A}}
          GB:
            Type: AWS::EC2::SecurityGroup
            Properties:
              {GroupName: db, GroupDescription: b, VpcId: !Ref B,
               SecurityGroupIngress: [{IpProtocol: tcp, FromPort: 5432, ToPort: 5432, SourceSecurityGroupId: !Ref GA}]}
          EA: {Type: AWS::EC2::NetworkInterface, Properties: {SubnetId: !Ref SA, PrivateIpAddress: 10.0.1.10, GroupSet: [!Ref GA]}}
          EB: {Type: AWS::EC2::NetworkInterface, Properties: {SubnetId: !Ref SB, PrivateIpAddress: 10.1.1.40, GroupSet: [!Ref GB]}}
        \(back)
        """
    }

    private static func route(_ target: String) -> String {
        "  Q: {Type: AWS::EC2::Route, Properties: {RouteTableId: !Ref RB, DestinationCidrBlock: 10.0.0.0/16, \(target)}}"
    }

    @Test(
        "The first line says by what it goes, and what becomes of the answer where that counts",
        arguments: [
            (route("VpcPeeringConnectionId: !Ref P"), [], 0, "and it goes over peering P both ways."),
            ("", [], 1, "Blocked on the way back: db cannot answer, for table RB has no route to"),
            ("", ["--one-way"], 0, "and it goes over peering P."),
        ] as [(String, [String], Int32, String)])
    func firstLine(back: String, options: [String], status: Int32, expected: String) throws {
        let scratch = try Scratch()
        let file = try scratch.write("network.yaml", Self.template(back))
        let run = try ProgramRun(["why", "app", "db", "5432", "-i", file] + options)
        #expect(run.status == status, "\(run.errors)")
        let text = run.output.split(separator: "\n").prefix(3).joined(separator: " ").replacing("  ", with: " ")
        #expect(text.contains(expected), "\(run.output)")
    }
}
